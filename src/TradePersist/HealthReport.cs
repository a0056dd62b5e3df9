namespace TradePersist;

/// <summary>How the chain is at one moment.</summary>
/// <param name="Status">The sum of it.</param>
/// <param name="Journal">The journal.</param>
/// <param name="Tiers">The tiers, in registration order.</param>
public sealed record HealthReport(HealthStatus Status, JournalHealth Journal, IReadOnlyList<TierHealth> Tiers);
