using TradePersist.Chain;
using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>Walks through the records of one segment file.</summary>
internal sealed class SegmentCursor : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly string _name;
    private readonly FrameWindow _window = new(BufferBytes);
    private readonly ChangeDecoder _decoder;
    private readonly long _limit;
    private FrameStatus _status;
    private bool _isAtFrame;

    /// <exception cref="JournalCorruptException">The header cannot be read, or belongs after another record than the last one.</exception>
    public SegmentCursor(IJournalFile file, string name, long? lastLsn)
    {
        _name = name;
        try
        {
            var header = SegmentScan.ReadHeader(file, name, _window);
            if (lastLsn is not null && header.BaseLsn != lastLsn + 1)
            {
                throw new JournalCorruptException(name, 0, $"it begins at record {header.BaseLsn}, but the segment before it ends with record {lastLsn}");
            }

            LastLsn = header.BaseLsn - 1;
            _limit = Math.Min(file.Length, header.Capacity);
            _decoder = new ChangeDecoder(RecordedSchema.Read(header.Schema), header.Schema);
        }
        catch
        {
            _window.Dispose();
            throw;
        }
    }

    /// <summary>The record it is at; the one before the first at the beginning.</summary>
    public long LastLsn { get; private set; }

    /// <summary>Goes to the next record. False at the end, and at what is not intact.</summary>
    /// <exception cref="JournalCorruptException">Another record stands there.</exception>
    public bool MoveNext()
    {
        do
        {
            if (_isAtFrame)
            {
                _window.Advance();
            }

            _status = _window.Peek(_limit);
            _isAtFrame = _status == FrameStatus.Intact;
        }
        while (_isAtFrame && !_window.IsRecord);
        if (!_isAtFrame)
        {
            return false;
        }

        LastLsn++;
        return _window.Lsn == LastLsn
            ? true
            : throw new JournalCorruptException(_name, _window.Position, $"record {_window.Lsn} stands where record {LastLsn} belongs");
    }

    /// <summary>Decodes the record it is at.</summary>
    public RecordedChange Read()
    {
        try
        {
            return new RecordedChange(LastLsn, _decoder.Read(_window.Payload.Span));
        }
        catch (InvalidDataException exception)
        {
            throw new JournalCorruptException(_name, _window.Position, $"record {LastLsn} cannot be decoded: {exception.Message}");
        }
    }

    /// <summary>After the last record of a segment that another one follows.</summary>
    /// <exception cref="JournalCorruptException">More belongs there than could be read.</exception>
    public void ThrowIfBroken()
    {
        if (_status == FrameStatus.Bad)
        {
            throw new JournalCorruptException(_name, _window.Position, $"record {LastLsn + 1} is not what was written");
        }
    }

    public void Dispose() => _window.Dispose();
}
