namespace TradePersist;

/// <summary>What became of one record in one tier.</summary>
public enum TierOutcome
{
    /// <summary>Committed.</summary>
    Committed,

    /// <summary>Refused for good by the tier, and kept in its quarantine.</summary>
    Quarantined,
}
