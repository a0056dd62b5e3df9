using System.Buffers;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal.Format;

/// <summary>
/// Reads the frames of a segment one after another through a buffer that is filled by large reads. Frames handed out
/// point into the buffer and are good until the next call that may fill.
/// </summary>
internal sealed class FrameWindow(int bufferBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
    private IJournalFile? _file;
    private uint _salt;
    private int _start;
    private int _end;

    /// <summary>Offset in the file of the next frame.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes of the frame last peeked, padding included.</summary>
    public int FrameBytes { get; private set; }

    public ReadOnlyMemory<byte> Frame => _buffer.AsMemory(_start, FrameBytes);

    public ReadOnlyMemory<byte> Payload => _buffer.AsMemory(_start + Format.Frame.HeaderBytes, Format.Frame.LengthAt(Frame.Span));

    public long Lsn => Format.Frame.LsnAt(Frame.Span);

    public long Durable => Format.Frame.DurableAt(Frame.Span);

    public bool IsRecord => Durable < Lsn;

    public void Reset(IJournalFile file, long position, uint salt)
    {
        _file = file;
        _salt = salt;
        Position = position;
        _start = _end = 0;
    }

    /// <summary>The checksum salt is known only after the header frame has been read.</summary>
    public void UseSalt(uint salt) => _salt = salt;

    /// <summary>Looks at the next frame, reading from the file up to <paramref name="limit"/> where needed.</summary>
    public FrameStatus Peek(long limit)
    {
        var status = PeekBuffered(limit);
        while (status == FrameStatus.NotBuffered)
        {
            Fill(limit);
            status = PeekBuffered(limit);
        }
        return status;
    }

    /// <summary>Looks at the next frame in the buffer; nothing moves.</summary>
    public FrameStatus PeekBuffered(long limit)
    {
        var available = _end - _start;
        if (limit - Position < Format.Frame.HeaderBytes)
        {
            return FrameStatus.End;
        }
        if (available < Format.Frame.HeaderBytes)
        {
            FrameBytes = Format.Frame.HeaderBytes;
            return FrameStatus.NotBuffered;
        }
        var length = Format.Frame.LengthAt(_buffer.AsSpan(_start));
        if (length == 0)
        {
            return FrameStatus.End;
        }
        if (length is < 0 or > Format.Frame.MaxPayloadBytes || Format.Frame.SizeOf(length) > limit - Position)
        {
            return FrameStatus.Bad;
        }
        FrameBytes = Format.Frame.SizeOf(length);
        if (available < FrameBytes)
        {
            return FrameStatus.NotBuffered;
        }
        return Format.Frame.IsIntact(_buffer.AsSpan(_start, FrameBytes), _salt) ? FrameStatus.Intact : FrameStatus.Bad;
    }

    /// <summary>Steps over the frame last peeked.</summary>
    public void Advance()
    {
        _start += FrameBytes;
        Position += FrameBytes;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill(long limit)
    {
        var kept = _end - _start;
        var target = _buffer;
        if (FrameBytes > _buffer.Length)
        {
            target = ArrayPool<byte>.Shared.Rent(FrameBytes);
        }
        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }
        var wanted = (int)Math.Min(_buffer.Length - kept, limit - Position - kept);
        var read = _file!.Read(Position + kept, _buffer.AsSpan(kept, wanted));
        if (read == 0)
        {
            throw new EndOfStreamException($"A segment ended at byte {Position + kept} while bytes up to {limit} were expected.");
        }
        _start = 0;
        _end = kept + read;
    }
}
