namespace TradePersist.Sqlite;

/// <summary>A write transaction: all or nothing.</summary>
internal static class SqliteTransaction
{
    /// <summary>Runs the work between BEGIN IMMEDIATE and COMMIT. Other processes may be writing, so the lock comes first.</summary>
    public static Task<T> RunAsync<T>(SqliteSession session, TimeSpan busyTimeout, Func<SqliteSession, Task<T>> work, CancellationToken cancellationToken) =>
        session.RunAsync(
            async () =>
            {
                await SqliteLock.AcquireAsync(session, busyTimeout, () => session.Execute("BEGIN IMMEDIATE"), cancellationToken).ConfigureAwait(false);
                return await FinishAsync(session, work).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(SqliteSession session, TimeSpan busyTimeout, Action<SqliteSession> work, CancellationToken cancellationToken) =>
        RunAsync(
            session,
            busyTimeout,
            open =>
            {
                work(open);
                return Task.FromResult(true);
            },
            cancellationToken);

    private static async Task<T> FinishAsync<T>(SqliteSession session, Func<SqliteSession, Task<T>> work)
    {
        try
        {
            var result = await work(session).ConfigureAwait(false);
            session.ThrowIfCancellationRequested();
            session.IgnoreCancellation();
            session.Execute("COMMIT");
            return result;
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
