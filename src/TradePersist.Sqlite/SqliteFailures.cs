using Microsoft.Data.Sqlite;
using SQLitePCL;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Sqlite;

/// <summary>What failures mean, by SQLite's result codes and exception types.</summary>
internal static class SqliteFailures
{
    /// <summary>
    /// Whatever is unknown is tried again: that loses nothing, puts no good record into quarantine, and shows as a tier
    /// that does not get on.
    /// </summary>
    public static FailureKind Classify(Exception exception) => exception switch
    {
        SqliteException sqlite => Classify(sqlite.SqliteErrorCode),
        SchemaMismatchException or UnreadableValueException or ObjectDisposedException or NotSupportedException => FailureKind.Fatal,

        // A value that is not of its column's kind, text that is not Unicode, a filter on another table's column.
        InvalidOperationException or ArgumentException or OverflowException => FailureKind.Permanent,
        _ => FailureKind.Transient,
    };

    /// <summary>Whether a connection may be in a state that only a new one cures.</summary>
    public static bool SpoilsConnection(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not (
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_INTERRUPT or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH
            or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE or raw.SQLITE_ERROR or raw.SQLITE_AUTH),
        OperationCanceledException or TradePersistException or InvalidOperationException or ArgumentException or OverflowException => false,
        _ => true,
    };

    private static FailureKind Classify(int code) => code switch
    {
        raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE => FailureKind.Permanent,
        raw.SQLITE_ERROR or raw.SQLITE_INTERNAL or raw.SQLITE_PERM or raw.SQLITE_CORRUPT or raw.SQLITE_NOTFOUND
            or raw.SQLITE_MISUSE or raw.SQLITE_NOLFS or raw.SQLITE_AUTH or raw.SQLITE_FORMAT or raw.SQLITE_NOTADB => FailureKind.Fatal,
        _ => FailureKind.Transient,
    };
}
