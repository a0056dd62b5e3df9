using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>
/// The append-only journal: the one place that acknowledges records. Thread-safe.
/// <para>
/// Order of events for a record: LSN assigned, written, synced, durable callback in LSN order, receipts. Records that come
/// in while a sync runs go to disk together with the next one. The first failed write or sync ends the journal until it is
/// opened again; a sync is never retried, because the system may have dropped what it could not write.
/// </para>
/// </summary>
internal sealed partial class ChangeJournal : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly IJournalStorage _storage;
    private readonly JournalOptions _options;
    private readonly IDisposable _owner;
    private readonly Action<long, IJournalEntry>? _onDurable;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SegmentSet _segments;
    private readonly SegmentSupply _supply;
    private readonly BatchWriter _writer;
    private readonly AppendQueue _queue;
    private bool _isLeading;
    private bool _isClosed;
    private bool _needsMark;
    private long _durableLsn;
    private long _deliveredLsn;
    private long _appended;
    private Exception? _failure;
    private Exception? _callbackError;
    private TaskCompletionSource? _progress;

    private ChangeJournal(IJournalStorage storage, IDisposable owner, JournalOptions options, Action<long, IJournalEntry>? onDurable, TimeProvider time, ILogger logger)
    {
        _storage = storage;
        _owner = owner;
        _options = options;
        _onDurable = onDurable;
        _time = time;
        _logger = logger;
        _segments = new SegmentSet(storage);
        _supply = new SegmentSupply(storage, _segments, options, logger);
        _writer = new BatchWriter(storage, _segments, time);
        _queue = new AppendQueue(_supply, _segments, options, time);
        Recovery = new RecoveryReport(0, 0, 0, null, TimeSpan.Zero);
    }

    public Guid Id => Locked(() => _queue.JournalId);

    /// <summary>Ids this journal had before, newest first, at most 16.</summary>
    public IReadOnlyList<FormerJournalId> FormerIds => Locked(() => _queue.FormerIds);

    /// <summary>First LSN that can still be read; 1 for a journal that has never let a segment go.</summary>
    public long FirstLsn => _segments.FirstLsn;

    /// <summary>Last LSN assigned; 0 for an empty journal.</summary>
    public long LastLsn => Locked(() => _queue.LastLsn);

    /// <summary>Last LSN synced.</summary>
    public long DurableLsn => Interlocked.Read(ref _durableLsn);

    public RecoveryReport Recovery { get; private set; }

    /// <summary>Bytes of all segment files, the prepared one included.</summary>
    public long SizeBytes => _segments.Bytes + _supply.SpareBytes;

    public int SegmentCount => _segments.Count;

    /// <summary>Records appended since opening.</summary>
    public long AppendedRecords => Interlocked.Read(ref _appended);

    /// <summary>Syncs of segment files since opening.</summary>
    public long Syncs => _writer.Syncs;

    public TimeSpan LastSyncDuration => _writer.LastSync;

    /// <summary>A write or sync failed: nothing is taken until the journal is opened again.</summary>
    public bool IsPoisoned => Volatile.Read(ref _failure) is not null;

    /// <summary>The last record that needed a new segment was refused; the next one tries again.</summary>
    public bool IsFull => _supply.IsFull;

    /// <summary>The gravest thing that is wrong now; null when all is well.</summary>
    public Exception? LastError => Volatile.Read(ref _failure) ?? Volatile.Read(ref _callbackError) ?? _supply.LastError;

    /// <summary>
    /// Called when the size cap is about to refuse a record, with the bytes needed. It may cut tiers loose and call
    /// <see cref="Release"/>; it answers with the names of the tiers that hold what remains.
    /// </summary>
    public Func<long, IReadOnlyList<string>>? PressureHandler
    {
        get => _supply.PressureHandler;
        set => _supply.PressureHandler = value;
    }

    /// <summary>Puts a record into the journal and tells its LSN; the ticket tells when it is written and durable.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="inline">
    /// True when the caller is about to wait for durability: if nobody else is writing, its own thread writes and syncs
    /// one batch before this returns. False: a pool thread does.
    /// </param>
    /// <param name="cancellationToken">Gives up while the record is not yet in the journal; later it has no effect.</param>
    /// <exception cref="JournalFullException">No room; nothing was written.</exception>
    /// <exception cref="JournalFailedException">The journal is poisoned; nothing was written.</exception>
    public ValueTask<AppendTicket> AppendAsync(IJournalEntry entry, bool inline, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TryAppend(entry, inline) is { } ticket ? new(ticket) : AppendSlowAsync(entry, inline, cancellationToken);
    }

    /// <summary>Completes while less than <see cref="JournalOptions.MaxPendingBytes"/> wait for the disk. Appends do this themselves.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task progress;
            lock (_gate)
            {
                ThrowIfUnusable();
                if (_queue.PendingBytes < _options.MaxPendingBytes)
                {
                    return;
                }
                progress = Progress();
            }
            await progress.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything up to and including <paramref name="lsn"/> is no longer needed: whole segments of it are deleted.</summary>
    public void Release(long lsn)
    {
        var released = _segments.TakeReleased(Math.Min(lsn, DurableLsn));
        if (released.Count > 0)
        {
            JournalLog.Released(_logger, _storage.Location, released.Count, lsn);
            _supply.Delete(released);
        }
    }

    /// <summary>Whether <see cref="Release"/> of this LSN would delete anything.</summary>
    public bool CanRelease(long lsn) => _segments.CanRelease(Math.Min(lsn, DurableLsn));

    /// <summary>Reads the synced records after <paramref name="afterLsn"/>, and those that follow as they become durable.</summary>
    public JournalReader OpenReader(long afterLsn)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterLsn);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(afterLsn, LastLsn);
        return new JournalReader(this, _segments, afterLsn);
    }

    /// <summary>
    /// Gives the journal a new id, because a tier knows records of the present id that this journal does not have.
    /// LSNs go on. Call it before any append.
    /// </summary>
    public async Task ChangeIdAsync(CancellationToken cancellationToken)
    {
        var former = Locked(() => new FormerJournalId(_queue.JournalId, _queue.LastLsn));
        FormerJournalId[] formerIds = [former, .. FormerIds.Take(SegmentHeader.MaxFormerIds - 1)];
        var id = Guid.CreateVersion7(_time.GetUtcNow());
        await BeginSegmentAsync(id, formerIds, cancellationToken).ConfigureAwait(false);
        JournalLog.IdChanged(_logger, _storage.Location, former.Id, former.LastLsn, id);
    }

    /// <summary>Completes at the next change of <see cref="DurableLsn"/> beyond <paramref name="lsn"/>, or at once.</summary>
    internal Task DurableBeyondAsync(long lsn)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _durableLsn > lsn ? Task.CompletedTask : Progress();
        }
    }

    /// <summary>Completes when the durable callback has run for everything up to <paramref name="lsn"/>, or never will because the journal failed.</summary>
    internal ValueTask WhenDeliveredAsync(long lsn, CancellationToken cancellationToken) =>
        Interlocked.Read(ref _deliveredLsn) >= lsn ? default : WhenDeliveredSlowAsync(lsn, cancellationToken);

    private async ValueTask WhenDeliveredSlowAsync(long lsn, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task progress;
            lock (_gate)
            {
                if (_deliveredLsn >= lsn || _failure is not null)
                {
                    return;
                }
                progress = Progress();
            }
            await progress.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<AppendTicket> AppendSlowAsync(IJournalEntry entry, bool inline, CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
            if (TryAppend(entry, inline) is { } ticket)
            {
                return ticket;
            }
            if (Locked(() => _queue.PendingBytes < _options.MaxPendingBytes))
            {
                await _supply.DemandAsync(SupplyNeed.Record, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private AppendTicket? TryAppend(IJournalEntry entry, bool inline)
    {
        AppendTicket ticket;
        bool leads;
        bool rotated;
        lock (_gate)
        {
            ThrowIfUnusable();
            if (_queue.PendingBytes >= _options.MaxPendingBytes)
            {
                return null;
            }
            var segment = _queue.Current;
            if (_queue.TryAdd(entry) is not { } added)
            {
                return null;
            }
            ticket = added;
            rotated = segment != _queue.Current;
            leads = !_isLeading;
            _isLeading = true;
            _needsMark = true;
        }
        Interlocked.Increment(ref _appended);
        if (rotated)
        {
            _supply.Prepare();
        }
        if (leads)
        {
            Lead(inline);
        }
        return ticket;
    }

    private Task Progress() => (_progress ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_failure is { } failure)
        {
            throw Failed(failure);
        }
    }

    private JournalFailedException Failed(Exception cause) =>
        new($"The journal in {_storage.Location} failed after record {DurableLsn} and has to be opened again: {cause.Message}", cause);

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
