using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TradePersist.Sqlite;

/// <summary>
/// Waits for other writers. SQLite could by itself, but does not hear a cancellation meanwhile, and some builds of it,
/// the one that comes with the driver among them, look again only once a second.
/// </summary>
internal static class SqliteLock
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Tries until the file is free, or the time is up.</summary>
    public static async Task AcquireAsync(SqliteSession session, TimeSpan timeout, Action attempt, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        session.SetBusyTimeout(TimeSpan.Zero);
        try
        {
            for (var delay = FirstDelay; !TryOnce(attempt, isLast: Stopwatch.GetElapsedTime(started) >= timeout); delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
            {
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            session.SetBusyTimeout(timeout);
        }
    }

    private static bool TryOnce(Action attempt, bool isLast)
    {
        try
        {
            attempt();
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_BUSY && !isLast)
        {
            return false;
        }
    }
}
