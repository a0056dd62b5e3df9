namespace TradePersist.Sqlite;

/// <summary>A write transaction: all or nothing.</summary>
internal static class SqliteTransaction
{
    /// <summary>Runs the work between BEGIN IMMEDIATE and COMMIT. Other processes may be writing, so the lock comes first.</summary>
    public static Task RunAsync(SqliteSession session, TimeSpan busyTimeout, Action<SqliteSession> work, CancellationToken cancellationToken) =>
        session.RunAsync(
            async () =>
            {
                await SqliteLock.AcquireAsync(session, busyTimeout, () => session.Execute("BEGIN IMMEDIATE"), cancellationToken).ConfigureAwait(false);
                Finish(session, work);
                return true;
            },
            cancellationToken);

    private static void Finish(SqliteSession session, Action<SqliteSession> work)
    {
        try
        {
            work(session);
            session.ThrowIfCancellationRequested();
            session.IgnoreCancellation();
            session.Execute("COMMIT");
        }
        catch
        {
            session.IgnoreCancellation();
            Rollback(session);
            throw;
        }
    }

    // SQLite has rolled back by itself after some errors. If it cannot now, the writer gives the connection up.
    private static void Rollback(SqliteSession session)
    {
        if (session.IsInTransaction)
        {
            session.Execute("ROLLBACK");
        }
    }
}
