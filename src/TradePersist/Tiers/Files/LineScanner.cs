using TradePersist.Journal.Storage;

namespace TradePersist.Tiers;

/// <summary>The lines of a file one after the other. What follows the last line break is no line.</summary>
internal sealed class LineScanner(IJournalFile file)
{
    private const int FirstBufferBytes = 256 << 10;

    private readonly long _length = file.Length;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private long _bufferOffset;
    private int _filled;
    private int _next;
    private int _lineLength;

    /// <summary>The line, without its line break. Good until the next.</summary>
    public ReadOnlyMemory<byte> Line => _buffer.AsMemory(_next - _lineLength - 1, _lineLength);

    /// <summary>Its number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where it begins.</summary>
    public long Offset => End - _lineLength - 1;

    /// <summary>Where the next line begins.</summary>
    public long End => _bufferOffset + _next;

    /// <summary>Whether bytes without a line break are left.</summary>
    public bool HasRest => End < _length;

    public bool Read()
    {
        while (true)
        {
            var at = _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n');
            if (at >= 0)
            {
                (_lineLength, _next) = (at, _next + at + 1);
                Number++;
                return true;
            }

            if (!Fill())
            {
                return false;
            }
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        (_bufferOffset, _filled, _next) = (_bufferOffset + _next, _filled - _next, 0);
        if (_filled == _buffer.Length)
        {
            if (_filled > LineFormat.MaxLineBytes)
            {
                return false;
            }

            Array.Resize(ref _buffer, _filled * 2);
        }

        var count = file.Read(_bufferOffset + _filled, _buffer.AsSpan(_filled));
        _filled += count;
        return count > 0;
    }
}
