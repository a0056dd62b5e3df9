namespace TradePersist.Chain;

/// <summary>What the chain was configured with.</summary>
internal sealed record ChainOptions(
    Acknowledgement Acknowledgement,
    TimeSpan ReadTimeout,
    TimeSpan StartTimeout,
    TimeSpan DrainTimeout,
    int MemoryRowsPerTable);
