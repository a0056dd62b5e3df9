using System.Security.Cryptography;
using TradePersist.Journal.Format;

namespace TradePersist.Journal;

/// <summary>
/// Assigns LSNs and places in segments, and collects frames into batches. Every member is called under the journal's lock.
/// A frame is only accepted when its place on disk exists already.
/// </summary>
internal sealed class AppendQueue(SegmentSupply supply, SegmentSet segments, JournalOptions options, TimeProvider time)
{
    private const int BatchBytes = 1 << 20;
    private const int KeptBlocks = 3;

    private readonly Queue<AppendBatch> _batches = new();
    private readonly Stack<PendingBlock> _blocks = new();
    private AppendBatch? _open;
    private Segment? _current;
    private long _cursor;

    public long LastLsn { get; private set; }

    public long PendingBytes { get; private set; }

    public bool IsEmpty => _batches.Count == 0;

    /// <summary>The segment that takes the next record, if it has room.</summary>
    public Segment? Current => _current;

    public Guid JournalId { get; private set; }

    public IReadOnlyList<FormerJournalId> FormerIds { get; private set; } = [];

    public ReadOnlyMemory<byte> Schema { get; set; }

    /// <summary>The next record begins a new segment: the current one has another schema.</summary>
    public bool MustRotate { get; set; }

    /// <summary>Goes on where a recovered journal ends.</summary>
    public void Resume(Segment? current, long cursor, long lastLsn)
    {
        _current = current;
        _cursor = cursor;
        LastLsn = lastLsn;
        if (current is not null)
        {
            JournalId = current.Header.JournalId;
            FormerIds = current.Header.FormerIds;
        }
    }

    public void Adopt(Guid id, IReadOnlyList<FormerJournalId> formerIds)
    {
        JournalId = id;
        FormerIds = formerIds;
    }

    /// <summary>Takes a record in; null when there is no place for it before another segment is ready.</summary>
    public AppendTicket? TryAdd(IJournalEntry entry)
    {
        var lsn = LastLsn + 1;
        var block = _open is { } open && open.Block.Length < BatchBytes ? open.Block : Rent();
        var start = block.Length;
        try
        {
            var size = block.AddFrame(entry, lsn);
            var isNew = MustRotate || _current is null || _cursor + size > _current.Header.Capacity;
            if (isNew)
            {
                CheckFits(size);
                if (!supply.IsReady)
                {
                    Undo(block, start);
                    return null;
                }
            }
            entry.Enqueued(lsn);
            if (isNew)
            {
                BeginSegment(block.Bytes[start..]);
                Undo(block, start);
            }
            else if (block != _open?.Block)
            {
                BeginBatch(block);
            }
            _cursor += isNew ? 0 : size;
            PendingBytes += isNew ? 0 : size;
        }
        catch
        {
            Undo(block, start);
            throw;
        }
        var batch = _open!;
        batch.Block.Entries.Add(entry);
        batch.LastLsn = LastLsn = lsn;
        return new AppendTicket(lsn, batch.Receipt);
    }

    /// <summary>Begins a segment that holds <paramref name="frames"/>, or nothing yet. A spare segment must be ready.</summary>
    public AppendBatch BeginSegment(ReadOnlySpan<byte> frames)
    {
        Span<byte> salt = stackalloc byte[4];
        RandomNumberGenerator.Fill(salt);
        var header = NewHeader(BitConverter.ToUInt32(salt));
        var block = Rent();
        block.AddHeader(header);
        block.Add(frames);
        var spare = supply.Take();
        _current = new Segment(header, spare.File, spare.FileName);
        segments.Add(_current);
        _cursor = 0;
        MustRotate = false;
        var batch = BeginBatch(block);
        _cursor = block.Length;
        PendingBytes += block.Length;
        return batch;
    }

    /// <summary>The oldest batch, for the leader; it takes no more records.</summary>
    public AppendBatch Dequeue()
    {
        var batch = _batches.Dequeue();
        if (batch == _open)
        {
            _open = null;
        }
        return batch;
    }

    /// <summary>A batch has left memory.</summary>
    public void Finish(AppendBatch batch)
    {
        PendingBytes -= batch.Block.Length;
        Recycle(batch.Block);
    }

    /// <summary>Throws for a schema that leaves no room for records.</summary>
    public void CheckSchema()
    {
        if (NewHeader(0).FrameBytes > options.SegmentBytes / 2)
        {
            throw new JournalException($"The schema has {Schema.Length} bytes; with segments of {options.SegmentBytes} bytes it may have about half of that.");
        }
    }

    /// <summary>A mark that vouches for everything so far, and its place; null when the segment has no room for one.</summary>
    public (Segment Segment, long Offset)? PlaceOfMark(int size) =>
        _current is { } current && _cursor + size <= current.Header.Capacity ? (current, _cursor) : null;

    private SegmentHeader NewHeader(uint salt) =>
        new(salt, JournalId, LastLsn + 1, options.SegmentBytes, time.GetUtcNow(), FormerIds, Schema);

    private void CheckFits(int size)
    {
        var room = options.SegmentBytes - NewHeader(0).FrameBytes;
        if (size > room)
        {
            throw new JournalException($"A change needs {size} bytes; a segment of {options.SegmentBytes} bytes has room for {room}.");
        }
    }

    private AppendBatch BeginBatch(PendingBlock block)
    {
        _open = new AppendBatch(_current!, _cursor, block, LastLsn);
        _batches.Enqueue(_open);
        return _open;
    }

    private void Undo(PendingBlock block, int start)
    {
        block.Truncate(start);
        if (start == 0)
        {
            Recycle(block);
        }
    }

    private PendingBlock Rent() => _blocks.TryPop(out var block) ? block : new PendingBlock();

    private void Recycle(PendingBlock block)
    {
        block.Clear();
        if (!block.IsOversized && _blocks.Count < KeptBlocks)
        {
            _blocks.Push(block);
        }
    }
}
