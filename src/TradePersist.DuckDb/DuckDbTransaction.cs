namespace TradePersist.DuckDb;

/// <summary>A write transaction: all or nothing.</summary>
internal static class DuckDbTransaction
{
    public static void Run(DuckDbSession session, Action<DuckDbSession> work)
    {
        session.Execute("BEGIN TRANSACTION");
        try
        {
            work(session);
            session.ThrowIfCancellationRequested();
            session.CarryThrough();
            session.Execute("COMMIT");
        }
        catch
        {
            session.CarryThrough();
            Rollback(session);
            throw;
        }
    }

    // A COMMIT that failed has rolled back by itself; then, or if it cannot now, the connection is given up.
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
