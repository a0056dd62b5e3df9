namespace TradePersist.Tiers;

/// <summary>How the chain treats one tier.</summary>
public sealed class TierOptions
{
    /// <summary>How much the chain depends on it. <see cref="TierRole.Required"/> by default.</summary>
    public TierRole Role { get; set; } = TierRole.Required;

    /// <summary>
    /// What it holds. <see cref="Domains.All"/> by default. One that is to hold more than before is fed again from the first
    /// record, or needs a resync when the journal has let that go.
    /// </summary>
    public Domains Holds { get; set; } = Domains.All;

    /// <summary>The most changes applied in one batch, 1 to 100,000; 5,000 by default.</summary>
    public int BatchChanges { get; set; } = 5_000;

    /// <summary>How long one batch may take before it is tried again, 100 ms to 1 h; 30 s by default.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after a failure, 1 ms to 1 min; 100 ms by default. It doubles, with jitter, up to <see cref="MaxRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between tries, at least <see cref="RetryDelay"/>, at most 1 h; 30 s by default.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Makes the tier a source of truth.</summary>
    public TierOptions Required()
    {
        Role = TierRole.Required;
        return this;
    }

    /// <summary>Makes the tier best effort.</summary>
    public TierOptions Mirror()
    {
        Role = TierRole.Mirror;
        return this;
    }

    internal IEnumerable<string> Errors(string name)
    {
        if (Role is not (TierRole.Required or TierRole.Mirror))
        {
            yield return $"{name}.Role must be Required or Mirror, not {Role}.";
        }

        if (Holds == Domains.None)
        {
            yield return $"{name}.Holds must name at least one domain.";
        }

        if (BatchChanges is < 1 or > 100_000)
        {
            yield return $"{name}.BatchChanges must be between 1 and 100000, not {BatchChanges}.";
        }

        if (WriteTimeout < TimeSpan.FromMilliseconds(100) || WriteTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{name}.WriteTimeout must be between 100 ms and 1 h, not {WriteTimeout}.";
        }

        if (RetryDelay < TimeSpan.FromMilliseconds(1) || RetryDelay > TimeSpan.FromMinutes(1))
        {
            yield return $"{name}.RetryDelay must be between 1 ms and 1 min, not {RetryDelay}.";
        }

        if (MaxRetryDelay < RetryDelay || MaxRetryDelay > TimeSpan.FromHours(1))
        {
            yield return $"{name}.MaxRetryDelay must be between RetryDelay and 1 h, not {MaxRetryDelay}.";
        }
    }
}
