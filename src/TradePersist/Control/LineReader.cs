namespace TradePersist.Control;

/// <summary>Reads lines from a stream, up to a size.</summary>
internal sealed class LineReader(Stream stream, int maxBytes)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next line without its line feed, good until the next call; null when the stream ends before one.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = _start;
        while (true)
        {
            var feed = Array.IndexOf(_buffer, (byte)'\n', searched, _end - searched);
            if (feed >= 0)
            {
                var line = _buffer.AsMemory(_start, feed - _start);
                _start = feed + 1;
                return line;
            }

            if (_end - _start > maxBytes)
            {
                throw new InvalidDataException($"A line has more than {maxBytes} bytes.");
            }

            MakeRoom();
            searched = _end;
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            _end += read;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
