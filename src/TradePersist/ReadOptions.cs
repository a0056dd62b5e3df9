namespace TradePersist;

/// <summary>How to read. The default reads this process's own writes from the first tier that has them.</summary>
public sealed record ReadOptions
{
    /// <summary>The name of the one tier to ask; null asks them in order.</summary>
    public string? Tier { get; init; }

    /// <summary>Whether rows may be older than this process's last write; a tier that is down, or waits for a resync, may then answer too. False by default.</summary>
    public bool AllowStale { get; init; }

    /// <summary>How long one tier may take before the next one is asked; the configured read timeout (1 s) by default.</summary>
    public TimeSpan? Timeout { get; init; }
}
