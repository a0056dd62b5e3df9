namespace TradePersist.Repair;

/// <summary>How two tiers are compared, by a verification and by a resync.</summary>
public sealed record VerifyOptions
{
    /// <summary>How many keys are named per table and kind of difference, 0 to 100,000; 20 by default. The counts are exact whatever this is.</summary>
    public int Examples { get; init; } = 20;

    /// <summary>
    /// How long one step waits for one tier, 100 ms to 1 h; 30 s by default: to answer a page, to come to the record at which
    /// both tiers are compared, or to take one batch of repairs. Then it ends with <see cref="TierUnavailableException"/>.
    /// A tier that stands waits for the other at most a twentieth of this at first, and ever longer when that was too short.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (Examples is < 0 or > 100_000)
        {
            throw new ArgumentException($"Examples must be between 0 and 100000, not {Examples}.");
        }

        if (Patience < TimeSpan.FromMilliseconds(100) || Patience > TimeSpan.FromHours(1))
        {
            throw new ArgumentException($"Patience must be between 00:00:00.1000000 and 01:00:00, not {Patience}.");
        }
    }
}
