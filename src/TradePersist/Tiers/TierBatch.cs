namespace TradePersist.Tiers;

/// <summary>One atomic step of a tier: the rows of a stretch of the journal, and the position after it.</summary>
/// <param name="JournalId">Whose position it is.</param>
/// <param name="Expected">The position the tier must be at, or null when it must have none for this journal.</param>
/// <param name="Position">The position after the batch: the LSN of its last change.</param>
/// <param name="Tables">What changes; may be empty, which only moves the position.</param>
public sealed record TierBatch(Guid JournalId, long? Expected, long Position, IReadOnlyList<TableBatch> Tables);
