using Npgsql;
using NpgsqlTypes;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>Values of statements as the driver's parameters, unboxed.</summary>
internal static class PostgresParameters
{
    public static void Add(NpgsqlBatch batch, SqlStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        Add(command.Parameters, statement);
        batch.BatchCommands.Add(command);
    }

    public static void Add(NpgsqlParameterCollection parameters, SqlStatement statement)
    {
        for (var i = 0; i < statement.Parameters.Count; i++)
        {
            parameters.Add(Of(statement.Parameters[i].Kind, statement.Parameters[i].Value));
        }
    }

    /// <summary>The driver's name of a kind's type.</summary>
    public static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Int64 => NpgsqlDbType.Bigint,
        ColumnKind.Int32 => NpgsqlDbType.Integer,
        ColumnKind.Double => NpgsqlDbType.Double,
        ColumnKind.Decimal => NpgsqlDbType.Numeric,
        ColumnKind.Bool => NpgsqlDbType.Boolean,
        ColumnKind.Text => NpgsqlDbType.Text,
        ColumnKind.Json => NpgsqlDbType.Json,
        ColumnKind.Timestamp => NpgsqlDbType.TimestampTz,
        ColumnKind.Guid => NpgsqlDbType.Uuid,
        ColumnKind.Blob => NpgsqlDbType.Bytea,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    // A condition may ask a column of 32 bits for a number of 64.
    private static NpgsqlParameter Of(ColumnKind kind, in Value value)
    {
        if (value.IsNull)
        {
            return new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = TypeOf(kind) };
        }

        return kind switch
        {
            ColumnKind.Int64 or ColumnKind.Int32 => Of(ColumnKind.Int64, value.AsInt64()),
            ColumnKind.Double => Of(kind, value.AsDouble()),
            ColumnKind.Decimal => Of(kind, value.AsDecimal()),
            ColumnKind.Bool => Of(kind, value.AsBool()),
            ColumnKind.Text or ColumnKind.Json => Of(kind, value.AsText()),
            ColumnKind.Timestamp => Of(kind, PostgresTime.ToStored(value.AsMicroseconds())),
            ColumnKind.Guid => Of(kind, value.AsGuid()),
            ColumnKind.Blob => Of(kind, value.AsBlob()),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
    }

    private static NpgsqlParameter<T> Of<T>(ColumnKind kind, T value) => new() { TypedValue = value, NpgsqlDbType = TypeOf(kind) };
}
