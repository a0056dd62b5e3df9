using Microsoft.Extensions.Logging;

namespace TradePersist.Diagnostics;

/// <summary>Log messages of the journal, event ids 1000 to 1099.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(1000, LogLevel.Information, "Journal {Id} in {Location} opened: records {FirstLsn} to {LastLsn}, {Segments} segments, {Bytes} bytes checked in {Milliseconds} ms")]
    public static partial void Opened(ILogger logger, Guid id, string location, long firstLsn, long lastLsn, int segments, long bytes, double milliseconds);

    [LoggerMessage(1001, LogLevel.Warning, "Journal in {Location}: cut {Bytes} unsynced bytes from {File} at byte {Offset}: {Reason}")]
    public static partial void TornTail(ILogger logger, string location, long bytes, string file, long offset, string reason);

    [LoggerMessage(1002, LogLevel.Debug, "Journal in {Location}: segment {File} begun")]
    public static partial void SegmentBegun(ILogger logger, string location, string file);

    [LoggerMessage(1003, LogLevel.Debug, "Journal in {Location}: {Count} segments released up to record {Lsn}")]
    public static partial void Released(ILogger logger, string location, int count, long lsn);

    [LoggerMessage(1004, LogLevel.Warning, "Journal in {Location}: a released segment could not be deleted; the next release or segment tries again")]
    public static partial void DeletionFailed(ILogger logger, string location, Exception exception);

    [LoggerMessage(1005, LogLevel.Warning, "There is no reserve for the journal's current segment. {Reason}")]
    public static partial void NoReserve(ILogger logger, string reason);

    [LoggerMessage(1006, LogLevel.Error, "The journal refuses records. {Reason}")]
    public static partial void Full(ILogger logger, string reason);

    [LoggerMessage(1007, LogLevel.Information, "Journal in {Location} has room again")]
    public static partial void RoomAgain(ILogger logger, string location);

    [LoggerMessage(1008, LogLevel.Error, "Journal in {Location}: the next segment could not be made; the next append in need tries again")]
    public static partial void SegmentNotMade(ILogger logger, string location, Exception exception);

    [LoggerMessage(1009, LogLevel.Critical, "Journal in {Location} failed after record {DurableLsn} and takes no more records until it is opened again")]
    public static partial void Failed(ILogger logger, string location, long durableLsn, Exception exception);

    [LoggerMessage(1010, LogLevel.Error, "Record {Lsn} is durable, but the callback for it failed")]
    public static partial void CallbackFailed(ILogger logger, long lsn, Exception exception);

    [LoggerMessage(1011, LogLevel.Warning, "Journal in {Location} was {FormerId} up to record {LastLsn} and is {Id} from now on")]
    public static partial void IdChanged(ILogger logger, string location, Guid formerId, long lastLsn, Guid id);

    [LoggerMessage(1012, LogLevel.Information, "Journal in {Location}: the schema changed, the next record begins a new segment")]
    public static partial void SchemaChanged(ILogger logger, string location);

    [LoggerMessage(1013, LogLevel.Warning, "Journal in {Location}: closing left something undone; the next opening sees to it")]
    public static partial void CloseIncomplete(ILogger logger, string location, Exception exception);
}
