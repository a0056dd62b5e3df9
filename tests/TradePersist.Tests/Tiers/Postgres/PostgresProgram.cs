using Npgsql;
using TradePersist.Postgres;

namespace TradePersist.Tests.Tiers.Postgres;

/// <summary>Another program at the same database.</summary>
internal static class PostgresProgram
{
    /// <summary>Runs statements with <c>;;</c> between them in a schema, which is created. The answer has a line per row, its cells with <c>|</c> between them.</summary>
    public static async Task<string> RunAsync(string url, string schema, string sql)
    {
        await using var connection = await ConnectAsync(url);
        await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {schema}; SET search_path = {schema}");
        var lines = new List<string>();
        foreach (var statement in sql.Split(";;"))
        {
            await using var command = new NpgsqlCommand(statement, connection) { AllResultTypesAreUnknown = true };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>A connection outside of every pool.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(string url)
    {
        var settings = PostgresAddress.Parse(url, allowUnencrypted: false);
        settings.Pooling = false;
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
