namespace TradePersist.Journal;

/// <summary>How much the next segment is needed.</summary>
internal enum SupplyNeed
{
    /// <summary>As a reserve: not beyond the size cap, and nobody is pressed for it.</summary>
    Reserve,

    /// <summary>For a record that waits: tiers are pressed to let go before it is refused.</summary>
    Record,

    /// <summary>For the journal itself to begin; the size cap may be passed by one segment.</summary>
    Journal,
}
