using System.Buffers;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>Reads lines of a file in a given order; those that lie close together with one read.</summary>
internal sealed class LineReader(string path, IJournalFile file, IReadOnlyList<LineAt> lines, CancellationToken cancellationToken) : IDisposable
{
    private const int LargestGap = 4 << 10;
    private const int LargestRun = 256 << 10;

    private byte[] _buffer = [];
    private int _next;
    private int _runEnd;
    private long _runOffset;

    /// <summary>The line that was read last. Good until the next.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan((int)(lines[_next - 1].Offset - _runOffset), lines[_next - 1].Length);

    /// <summary>The rows of all lines. A row is good until the next.</summary>
    public IEnumerable<Row> Rows(LineFormat format)
    {
        var parser = new LineParser(format);
        var cells = new Value[format.Table.Columns.Count];
        while (Read())
        {
            Parse(parser, cells);
            yield return new Row(format.Table, cells, 0);
        }
    }

    public bool Read()
    {
        if (_next == lines.Count)
        {
            return false;
        }

        if (_next == _runEnd)
        {
            ReadRun();
        }

        _next++;
        return true;
    }

    public void Dispose() => Return();

    private void ReadRun()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _runOffset = lines[_next].Offset;
        var end = lines[_next].End;
        for (_runEnd = _next + 1; _runEnd < lines.Count; _runEnd++)
        {
            var line = lines[_runEnd];
            if (line.Offset < end || line.Offset - end > LargestGap || line.End - _runOffset > LargestRun)
            {
                break;
            }

            end = line.End;
        }

        var length = (int)(end - _runOffset);
        if (_buffer.Length < length)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        if (file.Read(_runOffset, _buffer.AsSpan(0, length)) < length)
        {
            throw new DamagedFileException(path, 0, "became shorter while it was open.");
        }
    }

    private void Parse(LineParser parser, Span<Value> cells)
    {
        try
        {
            parser.Parse(Line, cells);
        }
        catch (LineFaultException fault)
        {
            throw new DamagedFileException(path, 0, $"was changed while it was open: byte {lines[_next - 1].Offset} {fault.Message}", fault);
        }
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
