using Microsoft.Extensions.Logging;

namespace TradePersist.Diagnostics;

/// <summary>What file tiers log. Event ids 1300 to 1399.</summary>
internal static partial class FilesLog
{
    [LoggerMessage(1300, LogLevel.Warning, "{File}: {Bytes} bytes of an unfinished batch were cut off at byte {Offset}. The journal still holds it.")]
    public static partial void Cut(ILogger logger, string file, long bytes, long offset);

    [LoggerMessage(1301, LogLevel.Debug, "{File}: compacted from {Before} to {After} bytes, {Rows} rows.")]
    public static partial void Compacted(ILogger logger, string file, long before, long after, int rows);

    [LoggerMessage(1302, LogLevel.Warning, "{File}: could not be compacted and stays as it is. It is tried again when the file has grown.")]
    public static partial void NotCompacted(ILogger logger, Exception exception, string file);

    [LoggerMessage(1303, LogLevel.Warning, "{File}: what a failed batch has written could not be cut off. The files are read again before the next batch.")]
    public static partial void NotCut(ILogger logger, Exception exception, string file);

    [LoggerMessage(1304, LogLevel.Warning, "{File}: was changed or replaced by another program. The files are read again.")]
    public static partial void Changed(ILogger logger, string file);
}
