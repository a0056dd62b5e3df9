using Microsoft.Data.Sqlite;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>
/// The baseline of bulk writes, as a good engineer writes it with the driver: one connection, one prepared upsert whose
/// parameters are used again for every row, one transaction per batch that also moves the position by compare-and-set,
/// and the same durability.
/// </summary>
internal sealed class HandWritten : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _upsert;
    private readonly SqliteParameter[] _parameters;
    private readonly SqliteCommand? _delete;
    private readonly SqliteCommand _move;
    private readonly SqliteParameter _next;
    private readonly SqliteParameter _expected;
    private long _position;

    /// <param name="path">The file.</param>
    /// <param name="upsert">Writes a row.</param>
    /// <param name="parameters">How many parameters that has.</param>
    /// <param name="delete">Deletes what a batch replaces, by one number; null where nothing is replaced.</param>
    public HandWritten(string path, string upsert, int parameters, string? delete = null)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        var journal = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        Execute($"INSERT INTO tp_position (journal_id, lsn) VALUES ('{journal}', 0)");

        _upsert = _connection.CreateCommand();
        _upsert.CommandText = upsert;
        _parameters = [.. Enumerable.Range(1, parameters).Select(number => _upsert.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" }))];

        if (delete is not null)
        {
            _delete = _connection.CreateCommand();
            _delete.CommandText = delete;
            _delete.Parameters.Add(new SqliteParameter { ParameterName = "$1" });
        }

        _move = _connection.CreateCommand();
        _move.CommandText = "UPDATE tp_position SET lsn = $next WHERE journal_id = $journal AND lsn = $expected";
        _next = _move.Parameters.AddWithValue("$next", 0L);
        _expected = _move.Parameters.AddWithValue("$expected", 0L);
        _move.Parameters.AddWithValue("$journal", journal);
    }

    /// <summary>Writes a batch, in place of what has the numbers of <paramref name="replaced"/>. <paramref name="bind"/> sets the parameters of one row.</summary>
    public void Apply<T>(IReadOnlyList<T> rows, Action<SqliteParameter[], T> bind, IReadOnlyList<long>? replaced = null)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _move.Transaction = transaction;
        _upsert.Transaction = transaction;
        _expected.Value = _position;
        _next.Value = _position + rows.Count;
        if (_move.ExecuteNonQuery() != 1)
        {
            throw new InvalidOperationException("The position is not the expected one.");
        }

        foreach (var number in replaced ?? [])
        {
            _delete!.Transaction = transaction;
            _delete.Parameters[0].Value = number;
            _delete.ExecuteNonQuery();
        }

        for (var i = 0; i < rows.Count; i++)
        {
            bind(_parameters, rows[i]);
            _upsert.ExecuteNonQuery();
        }

        transaction.Commit();
        _position += rows.Count;
    }

    public void Dispose()
    {
        _upsert.Dispose();
        _delete?.Dispose();
        _move.Dispose();
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
