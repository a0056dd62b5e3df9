namespace TradePersist.Tiers;

/// <summary>Where a tier stands.</summary>
public enum TierState
{
    /// <summary>Not opened yet.</summary>
    Starting,

    /// <summary>Open and being fed.</summary>
    Up,

    /// <summary>Failing; tried again, ever more slowly, until it answers.</summary>
    Down,

    /// <summary>The journal no longer holds what the tier lacks; it must be rebuilt from another tier.</summary>
    NeedsResync,

    /// <summary>Being rebuilt from another tier.</summary>
    Resyncing,

    /// <summary>Stopped by a fatal error; nothing is tried until the program is restarted.</summary>
    Failed,

    /// <summary>Closed with the program.</summary>
    Stopped,
}
