using DuckDB.NET.Data;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>SQL over the driver alone. Where this process has the file open, it joins in; no other process could.</summary>
internal static class DuckDbProgram
{
    /// <summary>Runs statements with <c>;;</c> between them; the answer has a line per row, its cells with <c>|</c> between them.</summary>
    public static async Task<string> RunAsync(string databasePath, string sql)
    {
        await using var connection = new DuckDBConnection($"DataSource={databasePath}");
        await connection.OpenAsync();
        var lines = new List<string>();
        foreach (var statement in sql.Split(";;"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
            }
        }

        return string.Join('\n', lines);
    }
}
