using Npgsql;
using NpgsqlTypes;
using TradePersist.Model;

namespace TradePersist.Postgres;

/// <summary>The cells of one column of many rows, for one parameter.</summary>
internal abstract class PostgresArray
{
    public static PostgresArray Of(ColumnKind kind, int rows) => kind switch
    {
        ColumnKind.Int64 => new Cells<long?>(kind, rows, static (in Value value) => value.AsInt64()),
        ColumnKind.Int32 => new Cells<int?>(kind, rows, static (in Value value) => value.AsInt32()),
        ColumnKind.Double => new Cells<double?>(kind, rows, static (in Value value) => value.AsDouble()),
        ColumnKind.Decimal => new Cells<decimal?>(kind, rows, static (in Value value) => value.AsDecimal()),
        ColumnKind.Bool => new Cells<bool?>(kind, rows, static (in Value value) => value.AsBool()),
        ColumnKind.Text or ColumnKind.Json => new Cells<string?>(kind, rows, static (in Value value) => value.AsText()),
        ColumnKind.Timestamp => new Cells<long?>(kind, rows, static (in Value value) => PostgresTime.ToStored(value.AsMicroseconds())),
        ColumnKind.Guid => new Cells<Guid?>(kind, rows, static (in Value value) => value.AsGuid()),
        ColumnKind.Blob => new Cells<byte[]?>(kind, rows, static (in Value value) => value.AsBlob()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    /// <summary>Puts a cell there; one that is left out is NULL.</summary>
    public abstract void Set(int row, in Value value);

    public abstract NpgsqlParameter ToParameter();

    private delegate T Read<T>(in Value value);

    private sealed class Cells<T>(ColumnKind kind, int rows, Read<T> read) : PostgresArray
    {
        private readonly T?[] _cells = new T?[rows];

        public override void Set(int row, in Value value)
        {
            if (!value.IsNull)
            {
                _cells[row] = read(value);
            }
        }

        public override NpgsqlParameter ToParameter() =>
            new NpgsqlParameter<T?[]> { TypedValue = _cells, NpgsqlDbType = NpgsqlDbType.Array | PostgresParameters.TypeOf(kind) };
    }
}
