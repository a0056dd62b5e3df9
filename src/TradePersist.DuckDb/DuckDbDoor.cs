using DuckDB.NET.Native;

namespace TradePersist.DuckDb;

/// <summary>
/// Makes a connection safe for a caller's own SQL. The transaction refuses to write to the database, and the settings it
/// was opened with refuse other files; what is left are statements that change the process's DuckDB itself (ATTACH,
/// PRAGMA, COMMIT and what may follow it), and those do not fit where a SELECT is wanted.
/// </summary>
internal static class DuckDbDoor
{
    public static void Close(DuckDbSession session, string sql)
    {
        using (DuckDbStatement.Prepare(session, sql))
        {
        }

        try
        {
            // On lines of its own: the caller's text may end in a comment.
            using (DuckDbStatement.Prepare(session, $"SELECT * FROM (\n{sql.TrimEnd().TrimEnd(';')}\n)"))
            {
            }
        }
        catch (DuckDbStatementException exception)
        {
            throw new DuckDbStatementException(DuckDBErrorType.Permission, $"This is not a statement that selects, or it cannot be one part of a larger one: {exception.Message}");
        }

        session.Execute("BEGIN TRANSACTION READ ONLY");
    }
}
