using Microsoft.Data.Sqlite;

namespace TradePersist.Tests.Support;

/// <summary>The file of a SQLite tier, as another program sees and changes it.</summary>
internal sealed class SqliteFile(string path)
{
    public async Task<int> ExecuteAsync(string sql, params object?[] parameters)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs one statement once per row of parameters, in one transaction.</summary>
    public async Task ExecuteManyAsync(string sql, IEnumerable<object?[]> rows)
    {
        await using var connection = await OpenAsync();
        await using var transaction = connection.BeginTransaction();
        foreach (var parameters in rows)
        {
            await using var command = Command(connection, sql, parameters);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object?[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters.AddWithValue($"@{i}", parameters[i] ?? DBNull.Value);
        }

        return command;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
