using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TradePersist.Sqlite;

/// <summary>A write transaction: all or nothing.</summary>
internal static class SqliteTransaction
{
    private const int SliceMilliseconds = 100;

    /// <summary>Runs the work between BEGIN IMMEDIATE and COMMIT. Other processes may be writing, so the lock comes first.</summary>
    public static bool Run(SqliteSession session, TimeSpan busyTimeout, Action<SqliteSession> work)
    {
        Begin(session, busyTimeout);
        try
        {
            work(session);
            session.ThrowIfCancellationRequested();
            session.IgnoreCancellation();
            session.Execute("COMMIT");
            return true;
        }
        catch
        {
            session.IgnoreCancellation();
            Rollback(session);
            throw;
        }
    }

    // SQLite waits for the lock by itself but does not hear a cancellation meanwhile, so it waits in slices.
    private static void Begin(SqliteSession session, TimeSpan busyTimeout)
    {
        var started = Stopwatch.GetTimestamp();
        var slice = (int)Math.Min(SliceMilliseconds, busyTimeout.TotalMilliseconds);
        session.Check(raw.sqlite3_busy_timeout(session.Connection.Handle, slice));
        try
        {
            while (!TryBegin(session, isLast: Stopwatch.GetElapsedTime(started) >= busyTimeout))
            {
                session.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            session.Check(raw.sqlite3_busy_timeout(session.Connection.Handle, (int)busyTimeout.TotalMilliseconds));
        }
    }

    private static bool TryBegin(SqliteSession session, bool isLast)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_BUSY && !isLast)
        {
            return false;
        }
    }

    // SQLite has rolled back by itself after some errors. If it cannot now, the connection is of no more use.
    private static void Rollback(SqliteSession session)
    {
        if (raw.sqlite3_get_autocommit(session.Connection.Handle) == 0)
        {
            session.Execute("ROLLBACK");
        }
    }
}
