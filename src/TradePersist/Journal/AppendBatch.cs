namespace TradePersist.Journal;

/// <summary>Frames that are written with one write and made durable with one sync. Never spans segments.</summary>
internal sealed class AppendBatch(Segment segment, long offset, PendingBlock block, long lastLsn)
{
    public Segment Segment { get; } = segment;

    /// <summary>Where the block goes in the segment; 0 = it begins with the segment's header.</summary>
    public long Offset { get; } = offset;

    public PendingBlock Block { get; } = block;

    /// <summary>LSN of the last record; the one before the segment's first while there is none.</summary>
    public long LastLsn { get; set; } = lastLsn;

    public BatchReceipt Receipt { get; } = new();
}
