namespace TradePersist;

/// <summary>The acknowledgement of a write.</summary>
/// <param name="Lsn">The log sequence number of the record in the journal, from 1; 0 when the write changed nothing (the same record was there).</param>
/// <param name="Acknowledgement">What is guaranteed.</param>
public sealed record Receipt(long Lsn, Acknowledgement Acknowledgement)
{
    /// <summary>The outcome per required tier, by name; empty unless the level is <see cref="Acknowledgement.RequiredTiers"/>.</summary>
    public IReadOnlyDictionary<string, TierOutcome> Tiers { get; init; } = new Dictionary<string, TierOutcome>();

    /// <summary>Whether the write changed nothing, for the same record with the same content was there.</summary>
    public bool IsNoOp => Lsn == 0;
}
