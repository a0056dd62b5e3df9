using Microsoft.Extensions.Logging;

namespace TradePersist.Diagnostics;

/// <summary>What the chain logs. Event ids 1100 to 1199.</summary>
internal static partial class ChainLog
{
    [LoggerMessage(1100, LogLevel.Information, "Tier {Tier} is up at position {Position}, {Lag} records behind.")]
    public static partial void TierUp(ILogger logger, string tier, long position, long lag);

    [LoggerMessage(1101, LogLevel.Warning, "Tier {Tier} is down and will be tried again until it answers. Writes go on.")]
    public static partial void TierDown(ILogger logger, Exception exception, string tier);

    [LoggerMessage(1102, LogLevel.Information, "Tier {Tier} answers again after {Retries} retries.")]
    public static partial void TierHealed(ILogger logger, string tier, long retries);

    [LoggerMessage(1103, LogLevel.Critical, "Tier {Tier} has stopped: this error does not pass by itself.")]
    public static partial void TierFailed(ILogger logger, Exception exception, string tier);

    [LoggerMessage(1104, LogLevel.Error, "Tier {Tier} needs a resync: {Reason}")]
    public static partial void TierNeedsResync(ILogger logger, string tier, string reason);

    [LoggerMessage(1105, LogLevel.Error, "Record {Lsn} is in the quarantine of tier {Tier}: {Reason}")]
    public static partial void Quarantined(ILogger logger, string tier, long lsn, string reason);

    [LoggerMessage(1106, LogLevel.Warning, "Tier {Tier} is at {Position}, ahead of the journal's {LastLsn}: the journal was replaced by an older one. The tier is fed again from there.")]
    public static partial void TierAhead(ILogger logger, string tier, long position, long lastLsn);

    [LoggerMessage(1107, LogLevel.Error, "The worker of tier {Tier} failed unexpectedly and starts again.")]
    public static partial void WorkerRestarts(ILogger logger, Exception exception, string tier);

    [LoggerMessage(1108, LogLevel.Warning, "Stopped with tier {Tier} at {Position} of {LastLsn}; the journal keeps the rest for the next start.")]
    public static partial void NotDrained(ILogger logger, string tier, long position, long lastLsn);

    [LoggerMessage(1109, LogLevel.Debug, "Tier {Tier} could not answer a read: {Reason}")]
    public static partial void ReadFailed(ILogger logger, Exception? exception, string tier, string reason);

    [LoggerMessage(1110, LogLevel.Warning, "The memory tier could not be warmed from tier {Tier}; it knows only what the journal holds and what is written from now on.")]
    public static partial void NotWarmed(ILogger logger, Exception? exception, string tier);

    [LoggerMessage(1111, LogLevel.Warning, "Tier {Tier} could not be closed in order and is left behind.")]
    public static partial void NotClosed(ILogger logger, Exception exception, string tier);

    [LoggerMessage(1112, LogLevel.Information, "Tiers {Tier} and {Other} hold the same {Rows} rows.")]
    public static partial void TiersAgree(ILogger logger, string tier, string other, long rows);

    [LoggerMessage(1113, LogLevel.Warning, "Tiers {Tier} and {Other} differ in {Keys} keys.")]
    public static partial void TiersDiffer(ILogger logger, string tier, string other, long keys);

    [LoggerMessage(1114, LogLevel.Information, "The resync of tier {Tier} from {Source} starts.")]
    public static partial void ResyncStarts(ILogger logger, string tier, string source);

    [LoggerMessage(1115, LogLevel.Information, "Tier {Tier} is resynced from {Source}: {Repaired} keys repaired, {Unrepaired} not.")]
    public static partial void Resynced(ILogger logger, string tier, string source, long repaired, long unrepaired);

    [LoggerMessage(1116, LogLevel.Error, "The resync of tier {Tier} from {Source} did not complete.")]
    public static partial void NotResynced(ILogger logger, Exception exception, string tier, string source);
}
