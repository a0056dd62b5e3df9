using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>Answers queries over a connection.</summary>
internal static class SqliteReading
{
    public static QueryResult Query(SqliteSession session, SqliteDialect dialect, Query query, SqlStatement select)
    {
        var statement = session.Prepare(select.Text);
        try
        {
            statement.Bind(select.Parameters);
            var cells = new SqliteCells(dialect, query, statement, session.Texts);
            var rows = new RowSet(query.ResultTable);
            while (statement.Step())
            {
                if (!query.IsGrouped && rows.Count == query.Limit)
                {
                    return new QueryResult(rows, query.CursorAfter(rows[rows.Count - 1]));
                }

                cells.Read(rows.Add());
            }

            return new QueryResult(rows);
        }
        finally
        {
            statement.Reset();
        }
    }

    public static long? Position(SqliteSession session, SqliteDialect dialect, Guid journalId)
    {
        var select = PositionSql.Read(dialect, journalId);
        var statement = session.Prepare(select.Text);
        try
        {
            statement.Bind(select.Parameters);
            return statement.Step() ? statement.ReadInt64(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
