using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>Where one worker stands, read under its lock.</summary>
internal sealed record TierSnapshot(TierState State, long Position, string? LastError, long Retries, DateTimeOffset LastProgress);
