namespace TradePersist.Journal.Storage;

internal sealed class MemoryJournalFile(int capacity) : IJournalFile
{
    private readonly Lock _gate = new();
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public long Length
    {
        get
        {
            lock (_gate)
            {
                return _length;
            }
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var start = checked((int)offset);
        lock (_gate)
        {
            var end = checked(start + bytes.Length);
            if (end > _bytes.Length)
            {
                Array.Resize(ref _bytes, end);
            }
            bytes.CopyTo(_bytes.AsSpan(start));
            _length = Math.Max(_length, end);
        }
    }

    public int Read(long offset, Span<byte> bytes)
    {
        lock (_gate)
        {
            if (offset >= _length)
            {
                return 0;
            }
            var source = _bytes.AsSpan((int)offset, _length - (int)offset);
            var count = Math.Min(source.Length, bytes.Length);
            source[..count].CopyTo(bytes);
            return count;
        }
    }

    public void SetLength(long length)
    {
        lock (_gate)
        {
            Array.Clear(_bytes, (int)Math.Min(length, _length), (int)Math.Max(0, _length - length));
            Array.Resize(ref _bytes, Math.Max(_bytes.Length, checked((int)length)));
            _length = (int)length;
        }
    }

    public void Sync()
    {
    }

    // The bytes belong to the storage, not to the handle: a closed file can be opened again.
    public void Dispose()
    {
    }
}
