namespace TradePersist;

/// <summary>A record that one tier refused for good, or that queues behind such a record of the same key.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Lsn">The record's number in the journal.</param>
/// <param name="Reason">Why it was refused, or behind which record it queues.</param>
/// <param name="QuarantinedAt">When, in UTC.</param>
public sealed record QuarantinedRecord(string Tier, long Lsn, string Reason, DateTimeOffset QuarantinedAt);
