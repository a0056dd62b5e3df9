namespace TradePersist.Tiers;

/// <summary>How much the chain depends on a tier.</summary>
public enum TierRole
{
    /// <summary>A source of truth: the journal waits for it, and with <see cref="Acknowledgement.RequiredTiers"/> so does the caller.</summary>
    Required,

    /// <summary>Best effort: fed in the same order and healed after outages, but cut loose when it would fill the journal.</summary>
    Mirror,
}
