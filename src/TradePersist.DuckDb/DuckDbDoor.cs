using System.Text.RegularExpressions;
using DuckDB.NET.Native;

namespace TradePersist.DuckDb;

/// <summary>
/// Makes a connection safe for a caller's own SQL. The transaction refuses to write to the database, and the settings it
/// was opened with refuse other files. What is left changes this process's DuckDB itself: statements (ATTACH, PRAGMA,
/// COMMIT and what may follow it), which do not fit where a SELECT is wanted; and a few functions, refused by name together
/// with those that run SQL out of a text.
/// </summary>
internal static partial class DuckDbDoor
{
    public static void Close(DuckDbSession session, string sql)
    {
        if (Refused().Match(sql) is { Success: true } refused)
        {
            throw new DuckDbStatementException(DuckDBErrorType.Permission, $"The function {refused.Groups[1].Value} is not for reading.");
        }

        using (DuckDbStatement.Prepare(session, sql))
        {
        }

        ThrowUnlessItSelects(session, sql);
        session.Execute("BEGIN TRANSACTION READ ONLY");
    }

    private static void ThrowUnlessItSelects(DuckDbSession session, string sql)
    {
        try
        {
            // On lines of its own: the caller's text may end in a comment.
            using (DuckDbStatement.Prepare(session, $"SELECT * FROM (\n{sql.TrimEnd().TrimEnd(';')}\n)"))
            {
            }
        }
        catch (DuckDbStatementException exception)
        {
            throw new DuckDbStatementException(DuckDBErrorType.Permission, $"This is not a statement that selects: {exception.Message}");
        }
    }

    // A name, perhaps quoted, and a bracket, perhaps after a comment.
    [GeneratedRegex(
        @"\b(enable_logging|disable_logging|truncate_duckdb_logs|write_log|enable_profiling|disable_profiling|enable_peg_parser|disable_peg_parser"
        + @"|checkpoint|force_checkpoint|add_parquet_key|query|json_execute_serialized_sql)""?\s*(?:\(|/\*|--)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refused();
}
