using System.Globalization;
using DuckDB.NET.Data;

namespace TradePersist.Benchmarks.DuckDb;

/// <summary>
/// The baseline of bulk writes, as a good engineer writes it with the driver: one connection, the appender, one statement
/// that upserts from a temporary table or deletes what is replaced, one transaction per batch that also moves the position
/// by compare-and-set, and the tier's limits.
/// </summary>
internal sealed class HandWrittenDuckDb : IDisposable
{
    /// <summary>What the tier takes of the machine: 512 MiB, and half the processors.</summary>
    public static readonly string Limits = string.Create(CultureInfo.InvariantCulture, $"memory_limit=512MiB;threads={Math.Max(1, Environment.ProcessorCount / 2)}");

    private readonly DuckDBConnection _connection;
    private readonly DuckDBCommand _move;
    private readonly DuckDBParameter _next = new(0L);
    private readonly DuckDBParameter _expected = new(0L);
    private long _position;

    public HandWrittenDuckDb(string path)
    {
        _connection = new DuckDBConnection($"DataSource={path};{Limits}");
        _connection.Open();
        var journal = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO tp_position (journal_id, lsn) VALUES ('{journal}', 0)"));
        _move = _connection.CreateCommand();
        _move.CommandText = string.Create(CultureInfo.InvariantCulture, $"UPDATE tp_position SET lsn = $1 WHERE journal_id = '{journal}' AND lsn = $2");
        _move.Parameters.Add(_next);
        _move.Parameters.Add(_expected);
    }

    /// <summary>Writes a batch by way of a temporary table like the real one, which <paramref name="upsert"/> reads.</summary>
    public void Upsert<T>(IReadOnlyList<T> rows, string staging, string upsert, Action<IDuckDBAppenderRow, T> append) => Commit(() =>
    {
        Append(rows, "temp", staging, append);
        Execute(upsert);
        Execute($"TRUNCATE temp.{staging}");
    });

    /// <summary>Deletes what a batch replaces, and appends it.</summary>
    public void Replace<T>(IReadOnlyList<T> rows, string table, string delete, Action<IDuckDBAppenderRow, T> append) => Commit(() =>
    {
        Execute(delete);
        Append(rows, null, table, append);
    });

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _move.Dispose();
        _connection.Dispose();
    }

    private void Commit(Action write)
    {
        using var transaction = _connection.BeginTransaction();
        (_expected.Value, _next.Value) = (_position, _position + 1);
        if (_move.ExecuteNonQuery() != 1)
        {
            throw new InvalidOperationException("The position is not the expected one.");
        }

        write();
        transaction.Commit();
        _position++;
    }

    private void Append<T>(IReadOnlyList<T> rows, string? catalog, string table, Action<IDuckDBAppenderRow, T> append)
    {
        using var appender = _connection.CreateAppender(catalog, null, table);
        foreach (var row in rows)
        {
            var cells = appender.CreateRow();
            append(cells, row);
            cells.EndRow();
        }
    }
}
