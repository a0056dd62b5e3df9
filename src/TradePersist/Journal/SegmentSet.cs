using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>The segments of the running journal, oldest first; the last one takes the appends. Thread-safe.</summary>
internal sealed class SegmentSet(IJournalStorage storage)
{
    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count;
            }
        }
    }

    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _segments.Sum(segment => segment.Header.Capacity);
            }
        }
    }

    public long FirstLsn
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? 1 : _segments[0].BaseLsn;
            }
        }
    }

    public void Add(Segment segment)
    {
        lock (_gate)
        {
            _segments.Add(segment);
        }
    }

    /// <summary>Notes that everything up to here is synced.</summary>
    public void MarkDurable(Segment segment, long lsn, long end)
    {
        lock (_gate)
        {
            segment.DurableLsn = lsn;
            segment.DurableEnd = end;
        }
    }

    /// <summary>
    /// Before a segment takes its final name: closes the one before it. One without records had the same name,
    /// so it is about to be replaced and leaves the set.
    /// </summary>
    public void ClosePrevious(Segment segment)
    {
        lock (_gate)
        {
            var index = _segments.IndexOf(segment) - 1;
            if (index < 0)
            {
                return;
            }
            var previous = _segments[index];
            if (previous.BaseLsn == segment.BaseLsn)
            {
                previous.IsRetired = true;
                _segments.RemoveAt(index);
            }
            previous.IsSealed = true;
            CloseIfUnused(previous);
        }
    }

    /// <summary>Leases the segment that holds a synced record; return it after use.</summary>
    /// <exception cref="JournalReleasedException">The record is gone.</exception>
    public Segment Lease(long lsn)
    {
        lock (_gate)
        {
            if (_segments.Count == 0 || lsn < _segments[0].BaseLsn)
            {
                throw new JournalReleasedException(lsn, _segments.Count == 0 ? 1 : _segments[0].BaseLsn);
            }
            var segment = _segments.Last(candidate => candidate.BaseLsn <= lsn);
            segment.File ??= storage.Open(segment.FileName);
            segment.Readers++;
            return segment;
        }
    }

    public void Return(Segment segment)
    {
        lock (_gate)
        {
            segment.Readers--;
            CloseIfUnused(segment);
        }
    }

    /// <summary>The synced content of a leased segment.</summary>
    public (long Lsn, long End) DurableOf(Segment segment)
    {
        lock (_gate)
        {
            return (segment.DurableLsn, segment.DurableEnd);
        }
    }

    /// <summary>Whether <see cref="TakeReleased"/> would take any.</summary>
    public bool CanRelease(long lsn)
    {
        lock (_gate)
        {
            return CountReleased(lsn) > 0;
        }
    }

    /// <summary>Takes out the segments that hold nothing after <paramref name="lsn"/>, oldest first; never the last one.</summary>
    public IReadOnlyList<Segment> TakeReleased(long lsn)
    {
        lock (_gate)
        {
            var count = CountReleased(lsn);
            var released = _segments[..count];
            _segments.RemoveRange(0, count);
            foreach (var segment in released)
            {
                segment.IsRetired = true;
                CloseIfUnused(segment);
            }
            return released;
        }
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                segment.File?.Dispose();
                segment.File = null;
            }
        }
    }

    // A segment may go when the next one begins at or before the first record still needed and is itself on disk.
    private int CountReleased(long lsn)
    {
        var count = 0;
        while (count + 1 < _segments.Count && _segments[count + 1].BaseLsn - 1 <= lsn && _segments[count + 1].IsPromoted)
        {
            count++;
        }
        return count;
    }

    private static void CloseIfUnused(Segment segment)
    {
        if (segment.IsSealed && segment.Readers == 0)
        {
            segment.File?.Dispose();
            segment.File = null;
        }
    }
}
