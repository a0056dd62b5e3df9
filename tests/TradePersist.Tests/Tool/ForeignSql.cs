using Microsoft.Data.Sqlite;

namespace TradePersist.Tests.Tool;

/// <summary>SQL on a bot's database behind its back.</summary>
internal static class ForeignSql
{
    public static int Run(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
