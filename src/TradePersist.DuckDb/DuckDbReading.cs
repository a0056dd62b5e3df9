using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>Answers queries over a connection.</summary>
internal static class DuckDbReading
{
    public static QueryResult Query(DuckDbSession session, DuckDbDialect dialect, Query query, SqlStatement select)
    {
        using var answer = session.Prepare(select.Text).Execute(select.Parameters);
        var cells = new DuckDbCells(answer, query.ResultTable, dialect.StoredName(query.Table), session.Texts);
        var rows = new RowSet(query.ResultTable);
        while (answer.Next() is { } chunk)
        {
            using (chunk)
            {
                var count = cells.Turn(chunk);
                for (var i = 0; i < count; i++)
                {
                    if (!query.IsGrouped && rows.Count == query.Limit)
                    {
                        return new QueryResult(rows, query.CursorAfter(rows[rows.Count - 1]));
                    }

                    cells.Read(i, rows.Add());
                }
            }
        }

        return new QueryResult(rows);
    }

    public static long? Position(DuckDbSession session, DuckDbDialect dialect, Guid journalId)
    {
        var select = PositionSql.Read(dialect, journalId);
        using var answer = session.Prepare(select.Text).Execute(select.Parameters);
        return answer.ReadInt64();
    }

    public static long MemoryUsed(DuckDbSession session)
    {
        using var answer = session.Prepare("SELECT CAST(SUM(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()").Execute([]);
        return answer.ReadInt64() ?? 0;
    }
}
