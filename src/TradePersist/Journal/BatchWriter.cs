using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>Puts one batch on disk. Any exception means that the journal must not be written any further.</summary>
internal sealed class BatchWriter(IJournalStorage storage, SegmentSet segments, TimeProvider time)
{
    private long _syncs;
    private long _lastSyncTicks;

    public long Syncs => Interlocked.Read(ref _syncs);

    public TimeSpan LastSync => TimeSpan.FromTicks(Interlocked.Read(ref _lastSyncTicks));

    public void Write(AppendBatch batch, long durableLsn)
    {
        var segment = batch.Segment;
        var file = segment.File!;
        Seal(batch, durableLsn);
        file.Write(batch.Offset, batch.Block.Bytes);
        if (segment.IsPromoted)
        {
            batch.Receipt.Reach(BatchStage.Written);
            Sync(file);
        }
        else
        {
            // The final name comes after the sync: a segment under that name always has a good header.
            Sync(file);
            segments.ClosePrevious(segment);
            storage.Rename(segment.FileName, segment.Name);
            segment.FileName = segment.Name;
            storage.SyncDirectory();
        }
        segments.MarkDurable(segment, batch.LastLsn, batch.Offset + batch.Block.Length);
    }

    private void Sync(IJournalFile file)
    {
        var begun = time.GetTimestamp();
        file.Sync();
        Interlocked.Exchange(ref _lastSyncTicks, time.GetElapsedTime(begun).Ticks);
        Interlocked.Increment(ref _syncs);
    }

    // Sealed here and not on enqueueing: the durable mark is then as fresh as can be, and checksums are off the lock.
    private static void Seal(AppendBatch batch, long durableLsn)
    {
        var bytes = batch.Block.Bytes;
        var isHeader = batch.Offset == 0;
        while (!bytes.IsEmpty)
        {
            var size = Frame.SizeOf(Frame.LengthAt(bytes));
            Frame.Seal(bytes[..size], isHeader ? 0 : batch.Segment.Header.Salt, isHeader ? batch.Segment.BaseLsn - 1 : durableLsn);
            bytes = bytes[size..];
            isHeader = false;
        }
    }
}
