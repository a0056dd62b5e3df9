using Microsoft.Extensions.Logging;
using TradePersist.Control;

namespace TradePersist.Diagnostics;

/// <summary>What the socket for operators logs. Event ids 1200 to 1299.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(1200, LogLevel.Debug, "Operators can ask this store over {Path}.")]
    public static partial void Opened(ILogger logger, string path);

    [LoggerMessage(1201, LogLevel.Warning, "The socket for operators, {Path}, could not be opened. The store works without it.")]
    public static partial void NotOpened(ILogger logger, Exception exception, string path);

    [LoggerMessage(1202, LogLevel.Warning, "The socket for operators, {Path}, could not be removed.")]
    public static partial void NotRemoved(ILogger logger, Exception exception, string path);

    [LoggerMessage(1203, LogLevel.Warning, "Operators cannot be let in; it is tried again until they can.")]
    public static partial void AcceptFailed(ILogger logger, Exception exception);

    [LoggerMessage(1204, LogLevel.Information, "An operator asked for {Command} of tier {Tier}.")]
    public static partial void Asked(ILogger logger, ControlCommand command, string tier);

    [LoggerMessage(1205, LogLevel.Warning, "An operator's {Command} failed.")]
    public static partial void CommandFailed(ILogger logger, Exception exception, ControlCommand command);

    [LoggerMessage(1206, LogLevel.Debug, "An operator left before the answer, or did not listen.")]
    public static partial void SessionEnded(ILogger logger, Exception exception);
}
