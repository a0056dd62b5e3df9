using TradePersist.Journal.Format;

namespace TradePersist.Journal;

/// <summary>
/// Reads synced records in order. For one caller at a time; any number of readers may run beside each other and beside
/// appends. What it hands out is good until its next call.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly ChangeJournal _journal;
    private readonly SegmentSet _segments;
    private readonly FrameWindow _window = new(BufferBytes);
    private readonly List<JournalFrame> _frames = [];
    private Segment? _segment;
    private bool _isDisposed;

    internal JournalReader(ChangeJournal journal, SegmentSet segments, long afterLsn)
    {
        _journal = journal;
        _segments = segments;
        LastLsn = afterLsn;
    }

    /// <summary>Last record handed out, or where the reader began.</summary>
    public long LastLsn { get; private set; }

    /// <summary>Waits until there is a record, then returns as many as are at hand within the limits, at least one.</summary>
    /// <param name="maxFrames">Most records to return, from 1.</param>
    /// <param name="maxBytes">Most payload bytes to return; a single larger record is returned alone. More than about 1 MiB never comes at once.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="JournalReleasedException">The next record has been let go.</exception>
    /// <exception cref="JournalCorruptException">The bytes on disk are no longer those that were written.</exception>
    /// <exception cref="ObjectDisposedException">The journal or the reader was closed.</exception>
    public async ValueTask<JournalBatch> ReadBatchAsync(int maxFrames, int maxBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxFrames, 1);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var durableLsn = _journal.DurableLsn;
        while (durableLsn <= LastLsn)
        {
            await _journal.DurableBeyondAsync(LastLsn).WaitAsync(cancellationToken).ConfigureAwait(false);
            durableLsn = _journal.DurableLsn;
        }
        cancellationToken.ThrowIfCancellationRequested();
        _frames.Clear();
        var segment = Position();
        var end = _segments.DurableOf(segment).End;
        PeekFirst(segment, end);
        var bytes = 0L;
        do
        {
            if (_window.IsRecord)
            {
                bytes += _window.Payload.Length;
                if (_window.Lsn != LastLsn + 1 || _window.Lsn > durableLsn || _frames.Count > 0 && bytes > maxBytes)
                {
                    break;
                }
                LastLsn++;
                _frames.Add(new JournalFrame(LastLsn, _window.Payload));
            }
            _window.Advance();
        }
        while (_frames.Count < maxFrames && _window.PeekBuffered(end) == FrameStatus.Intact);
        // A bad frame further on ends the batch; it is the first of the next call, which names it.
        return new JournalBatch(segment.Info, _frames);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Leave();
            _window.Dispose();
        }
    }

    /// <summary>Goes to the segment of the next record; in a new one, to its first frame.</summary>
    private Segment Position()
    {
        if (_segment is not null && LastLsn < _segments.DurableOf(_segment).Lsn)
        {
            return _segment;
        }
        Leave();
        var segment = _segments.Lease(LastLsn + 1);
        _segment = segment;
        _window.Reset(segment.File!, segment.Header.FrameBytes, segment.Header.Salt);
        return segment;
    }

    /// <summary>Reads up to the first record that is wanted.</summary>
    private void PeekFirst(Segment segment, long end)
    {
        var status = _window.Peek(end);
        while (status == FrameStatus.Intact && (!_window.IsRecord || _window.Lsn <= LastLsn))
        {
            _window.Advance();
            status = _window.Peek(end);
        }
        if (status != FrameStatus.Intact || _window.Lsn != LastLsn + 1)
        {
            throw Damaged(segment);
        }
    }

    private JournalCorruptException Damaged(Segment segment) =>
        new(segment.Name, _window.Position, $"record {LastLsn + 1} is not what was written");

    private void Leave()
    {
        if (_segment is { } segment)
        {
            _segment = null;
            _segments.Return(segment);
        }
    }
}
