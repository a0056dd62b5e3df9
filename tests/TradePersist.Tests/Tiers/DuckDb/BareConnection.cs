using TradePersist.DuckDb;
using TradePersist.Model;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>A connection without a tier around it.</summary>
internal sealed class BareConnection(string path) : IDisposable
{
    public DuckDbSession Session { get; } = new(DuckDbConnector.Open(new DuckDbOptions { Path = path }));

    /// <summary>Appends rows to a table that is made for them unless it is there; tells the bytes that this thread allocated meanwhile.</summary>
    public long Append(Table table, RowSet rows)
    {
        var dialect = new DuckDbDialect("");
        var columns = table.Columns.Select(column => $"{column} {dialect.ColumnType(column)}");
        Session.Execute($"CREATE TABLE IF NOT EXISTS {table} ({string.Join(", ", columns)})");
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var appender = new DuckDbAppender(Session, null, table.Name, table))
        {
            appender.Append(rows);
            appender.Finish();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Dispose() => Session.Dispose();
}
