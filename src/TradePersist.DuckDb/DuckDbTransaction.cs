namespace TradePersist.DuckDb;

/// <summary>A write transaction: all or nothing.</summary>
internal static class DuckDbTransaction
{
    /// <summary>Runs the work between BEGIN and COMMIT.</summary>
    public static async Task<T> RunAsync<T>(DuckDbSession session, Func<DuckDbSession, Task<T>> work)
    {
        session.Execute("BEGIN TRANSACTION");
        try
        {
            var result = await work(session).ConfigureAwait(false);
            session.ThrowIfCancellationRequested();
            session.CarryThrough();
            session.Execute("COMMIT");
            return result;
        }
        catch
        {
            session.CarryThrough();
            Rollback(session);
            throw;
        }
    }

    // A COMMIT that failed has rolled back by itself, but may have left keys of refused rows in the table's index, which
    // would then be refused for ever. Then, or if it cannot be rolled back now, the database is opened anew.
    private static void Rollback(DuckDbSession session)
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (DuckDbStatementException)
        {
            session.IsSpoiled = true;
        }
    }
}
