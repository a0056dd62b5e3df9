using Npgsql;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>Statements that are run one at a time.</summary>
internal static class PostgresCommands
{
    public static Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, new SqlStatement(sql, []), cancellationToken);

    public static async Task ExecuteAsync(NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken)
    {
        var command = Create(connection, statement);
        await using var closing = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every row of a statement, as texts; null where there is none.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken)
    {
        var command = Create(connection, statement);
        await using var closing = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    public static NpgsqlCommand Create(NpgsqlConnection connection, SqlStatement statement)
    {
        var command = new NpgsqlCommand(statement.Text, connection);
        PostgresParameters.Add(command.Parameters, statement);
        return command;
    }
}
