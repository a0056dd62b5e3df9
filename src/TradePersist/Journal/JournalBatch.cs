namespace TradePersist.Journal;

/// <summary>Consecutive records of one segment, at least one. Good until the reader's next call.</summary>
internal readonly record struct JournalBatch(JournalSegmentInfo Segment, IReadOnlyList<JournalFrame> Frames)
{
    public long LastLsn => Frames[^1].Lsn;
}
