using System.Buffers;
using TradePersist.Journal.Format;

namespace TradePersist.Journal;

/// <summary>Frames waiting for the disk, side by side as they will be written. Reused from batch to batch.</summary>
internal sealed class PendingBlock : IBufferWriter<byte>
{
    private const int InitialBytes = 64 << 10;
    private byte[] _bytes = new byte[InitialBytes];

    public List<IJournalEntry> Entries { get; } = [];

    public int Length { get; private set; }

    public bool IsOversized => _bytes.Length > MaxKeptBytes;

    public Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>A block that grew beyond this is dropped after use.</summary>
    public static int MaxKeptBytes => 2 << 20;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    /// <summary>Composes one frame at the end; its checksum is added when the batch is sealed.</summary>
    /// <returns>Bytes added.</returns>
    public int AddFrame(IJournalEntry entry, long lsn)
    {
        var start = Length;
        Reserve(Frame.HeaderBytes);
        Length += Frame.HeaderBytes;
        entry.Compose(lsn, this);
        var payload = Length - start - Frame.HeaderBytes;
        if (payload is < 1 or > Frame.MaxPayloadBytes)
        {
            throw new JournalException($"A change has {payload} bytes; the journal takes 1 to {Frame.MaxPayloadBytes}.");
        }
        var padding = Frame.SizeOf(payload) - Frame.HeaderBytes - payload;
        Reserve(padding);
        _bytes.AsSpan(Length, padding).Clear();
        Length += padding;
        Frame.Begin(_bytes.AsSpan(start), payload, lsn);
        return Length - start;
    }

    public void AddHeader(SegmentHeader header)
    {
        Reserve(header.FrameBytes);
        header.Write(_bytes.AsSpan(Length, header.FrameBytes));
        Length += header.FrameBytes;
    }

    public void Add(ReadOnlySpan<byte> frames)
    {
        Reserve(frames.Length);
        frames.CopyTo(_bytes.AsSpan(Length));
        Length += frames.Length;
    }

    public void Truncate(int length) => Length = length;

    public void Clear()
    {
        Length = 0;
        Entries.Clear();
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, checked((int)Math.Max((uint)_bytes.Length * 2, (uint)(Length + count))));
        }
    }
}
