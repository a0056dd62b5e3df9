namespace TradePersist.Journal;

/// <summary>What the records of one segment share. One instance per segment: its reference is a good cache key.</summary>
/// <param name="JournalId">Id of the journal when the segment was begun.</param>
/// <param name="BaseLsn">First LSN the segment may hold.</param>
/// <param name="Schema">Schema the records were written with, UTF-8 JSON.</param>
internal sealed record JournalSegmentInfo(Guid JournalId, long BaseLsn, ReadOnlyMemory<byte> Schema);
