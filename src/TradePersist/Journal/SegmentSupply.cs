using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>
/// Deletes released segments and keeps the next segment ready: made of zeros and synced, so that a record never waits for
/// a file to be made and a full disk shows while there is still room in the current one.
/// One piece of work runs at a time; a failure is recorded, and tried again by the next release or the next append in need.
/// </summary>
internal sealed class SegmentSupply(
    IJournalStorage storage,
    SegmentSet segments,
    JournalOptions options,
    ILogger logger)
{
    private const int FillBytes = 1 << 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _deletions = new();
    private SpareSegment? _spare;
    private Task<JournalException?> _work = Task.FromResult<JournalException?>(null);
    private SupplyNeed _need;
    private bool _isWorking;
    private bool _isWantedAgain;
    private bool _isClosed;
    private long _number;

    /// <summary>Asked for the bytes needed when the size cap is reached; may release records; answers who holds the rest.</summary>
    public Func<long, IReadOnlyList<string>>? PressureHandler { get; set; }

    /// <summary>Why the last attempt made no segment or deleted none; null when it did.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>An append had to be refused, and no segment was made since.</summary>
    public bool IsFull { get; private set; }

    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return _spare is not null;
            }
        }
    }

    public long SpareBytes => IsReady ? options.SegmentBytes : 0;

    /// <summary>Takes the ready segment. The caller has seen <see cref="IsReady"/> and is the only one to take.</summary>
    public SpareSegment Take()
    {
        lock (_gate)
        {
            var spare = _spare ?? throw new InvalidOperationException("No segment is ready.");
            _spare = null;
            return spare;
        }
    }

    /// <summary>Sees to it that a segment is being made, unless one is ready or the size cap forbids it.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            Start(SupplyNeed.Reserve);
        }
    }

    public void Delete(IEnumerable<Segment> released)
    {
        lock (_gate)
        {
            foreach (var segment in released)
            {
                _deletions.Enqueue(segment.FileName);
            }
            Start(SupplyNeed.Reserve);
        }
    }

    /// <summary>Completes when a segment was ready.</summary>
    /// <exception cref="JournalFullException">There is no room for one.</exception>
    /// <exception cref="JournalException">It could not be made for another reason.</exception>
    public async Task DemandAsync(SupplyNeed need, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<JournalException?> work;
            SupplyNeed workedFor;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                if (_spare is not null)
                {
                    return;
                }
                work = Start(need);
                workedFor = _need;
            }
            var error = await work.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (workedFor < need)
            {
                continue;
            }
            if (error is not null)
            {
                // One exception object per caller: they are thrown on several threads at once.
                throw error is JournalFullException full
                    ? new JournalFullException(full.Reason, full.HeldBy, full.Message, full.InnerException)
                    : new JournalException(error.Message, error.InnerException);
            }
            return;
        }
    }

    /// <summary>Waits for work under way and removes the unused segment.</summary>
    public async Task CloseAsync()
    {
        Task work;
        lock (_gate)
        {
            _isClosed = true;
            work = _work;
        }
        await work.ConfigureAwait(false);
        DeleteReleased();
        if (_spare is { } spare)
        {
            _spare = null;
            spare.File.Dispose();
            storage.Delete(spare.FileName);
        }
    }

    private Task<JournalException?> Start(SupplyNeed need)
    {
        _isWantedAgain |= _isWorking;
        if (_isWorking || _isClosed)
        {
            return _work;
        }
        _isWorking = true;
        _need = need;
        return _work = Task.Run(() => WorkOnce(need));
    }

    private JournalException? WorkOnce(SupplyNeed need)
    {
        var refusal = Work(need);
        lock (_gate)
        {
            _isWorking = false;
            if (_isWantedAgain)
            {
                // Asked while at work, perhaps too late for it to be seen.
                _isWantedAgain = false;
                Start(SupplyNeed.Reserve);
            }
        }
        return refusal;
    }

    // Never throws: what went wrong is in LastError, the log and the answer to a demand.
    private JournalException? Work(SupplyNeed need)
    {
        Exception? error = null;
        JournalException? refusal = null;
        try
        {
            DeleteReleased();
        }
        catch (Exception e)
        {
            // The file stays queued; that alone is no reason to refuse records while there is room.
            error = e;
            JournalLog.DeletionFailed(logger, storage.Location, e);
        }
        try
        {
            if (!IsReady && HasRoom(need))
            {
                Keep(Make());
            }
        }
        catch (StorageFullException e)
        {
            error = refusal = new JournalFullException(JournalFullReason.DiskFull, [], $"The journal in {storage.Location} needs {options.SegmentBytes} bytes for its next segment. {e.Message}", e);
            NoteFull(refusal, need);
        }
        catch (JournalFullException e)
        {
            error = refusal = e;
            NoteFull(refusal, need);
        }
        catch (Exception e)
        {
            error = refusal = new JournalException($"The next segment of the journal in {storage.Location} could not be made: {e.Message}", e);
            JournalLog.SegmentNotMade(logger, storage.Location, e);
        }
        LastError = error;
        return refusal;
    }

    private void Keep(SpareSegment spare)
    {
        lock (_gate)
        {
            _spare = spare;
        }
        if (IsFull)
        {
            JournalLog.RoomAgain(logger, storage.Location);
        }
        IsFull = false;
    }

    private void NoteFull(JournalException refusal, SupplyNeed need)
    {
        if (need == SupplyNeed.Reserve)
        {
            JournalLog.NoReserve(logger, refusal.Message);
        }
        else if (!IsFull)
        {
            IsFull = true;
            JournalLog.Full(logger, refusal.Message);
        }
    }

    private bool HasRoom(SupplyNeed need)
    {
        if (need == SupplyNeed.Journal || FitsUnderCap())
        {
            return true;
        }
        if (need == SupplyNeed.Reserve)
        {
            return false;
        }
        var heldBy = PressureHandler?.Invoke(options.SegmentBytes) ?? [];
        if (FitsUnderCap())
        {
            DeleteReleased();
            return true;
        }
        var holders = heldBy.Count == 0 ? "records that are still needed" : string.Join(", ", heldBy);
        throw new JournalFullException(JournalFullReason.SizeCap, heldBy, $"The journal in {storage.Location} has reached its size cap of {options.MaxBytes} bytes, held open by {holders}.");
    }

    private bool FitsUnderCap() => segments.Bytes + options.SegmentBytes <= options.MaxBytes;

    private void DeleteReleased()
    {
        while (true)
        {
            string? name;
            lock (_gate)
            {
                if (!_deletions.TryPeek(out name))
                {
                    return;
                }
            }
            storage.Delete(name);
            // One by one, oldest first: after a power cut a gap between segments would look like a loss.
            storage.SyncDirectory();
            lock (_gate)
            {
                _deletions.Dequeue();
            }
        }
    }

    private SpareSegment Make()
    {
        var name = SegmentName.Spare(_number++);
        var file = storage.Create(name, options.SegmentBytes);
        try
        {
            var zeros = new byte[Math.Min(FillBytes, options.SegmentBytes)];
            for (long offset = 0; offset < options.SegmentBytes; offset += zeros.Length)
            {
                file.Write(offset, zeros.AsSpan(0, (int)Math.Min(zeros.Length, options.SegmentBytes - offset)));
            }
            file.Sync();
            return new SpareSegment(name, file);
        }
        catch
        {
            file.Dispose();
            storage.Delete(name);
            throw;
        }
    }
}
