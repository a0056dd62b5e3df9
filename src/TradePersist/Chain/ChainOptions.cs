namespace TradePersist.Chain;

/// <summary>What the chain was configured with.</summary>
/// <param name="IsGuest">Whether the store is another program's, which may have tiers that this one does not know.</param>
internal sealed record ChainOptions(
    Acknowledgement Acknowledgement,
    TimeSpan ReadTimeout,
    TimeSpan StartTimeout,
    TimeSpan DrainTimeout,
    int MemoryRowsPerTable,
    bool IsGuest = false);
