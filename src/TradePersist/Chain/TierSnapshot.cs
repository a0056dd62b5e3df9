using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>Where one worker stands, read under its lock.</summary>
internal sealed record TierSnapshot(TierState State, long Position, string? LastError, long Retries, DateTimeOffset LastProgress)
{
    /// <summary>The state and its cause, in words.</summary>
    public string Describe() => LastError is null ? $"is {State}" : $"is {State} ({LastError})";
}
