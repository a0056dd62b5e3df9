using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

// Opening, new segments outside of appends, and closing.
internal sealed partial class ChangeJournal
{
    /// <summary>Locks and recovers the directory, or begins a new journal in it.</summary>
    /// <param name="storage">The directory; it is locked until the journal is disposed.</param>
    /// <param name="options">Sizes; must be valid.</param>
    /// <param name="schema">UTF-8 JSON that the records of this program are written with; kept in each segment's header.</param>
    /// <param name="onDurable">Called in LSN order with each record that is synced, before its receipts complete. Must not throw.</param>
    /// <param name="time">Clock of durations and creation times.</param>
    /// <param name="logger">Gets the messages of <see cref="JournalLog"/>.</param>
    /// <param name="cancellationToken">Gives up opening; the directory is unlocked again.</param>
    /// <exception cref="JournalInUseException">Another owner has it.</exception>
    /// <exception cref="JournalCorruptException">Synced bytes are damaged; nothing was changed.</exception>
    /// <exception cref="JournalException">It could not be read or begun.</exception>
    public static async Task<ChangeJournal> OpenAsync(
        IJournalStorage storage,
        JournalOptions options,
        ReadOnlyMemory<byte> schema,
        Action<long, IJournalEntry>? onDurable,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        if (options.Validate().ToArray() is { Length: > 0 } errors)
        {
            throw new ArgumentException(string.Join(" ", errors), nameof(options));
        }
        var journal = new ChangeJournal(storage, storage.Lock(), options, onDurable, time, logger);
        try
        {
            await Task.Run(() => journal.Recover(schema, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (journal._segments.Count == 0)
            {
                await journal.BeginSegmentAsync(Guid.CreateVersion7(time.GetUtcNow()), [], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            await journal.CloseAsync().ConfigureAwait(false);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new JournalException($"The journal in {storage.Location} could not be opened: {e.Message}", e);
            }
            throw;
        }
        journal._supply.Prepare();
        JournalLog.Opened(logger, journal.Id, storage.Location, journal.FirstLsn, journal.LastLsn, journal.SegmentCount, journal.Recovery.Bytes, journal.Recovery.Duration.TotalMilliseconds);
        return journal;
    }

    /// <summary>Waits until everything appended is on disk, then gives the directory free. Records of a failed journal stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }
            _isClosed = true;
        }
        await CloseAsync().ConfigureAwait(false);
    }

    private void Recover(ReadOnlyMemory<byte> schema, CancellationToken cancellationToken)
    {
        var recovered = new JournalRecovery(_storage, _time).Run(cancellationToken);
        Recovery = recovered.Report;
        foreach (var segment in recovered.Segments)
        {
            _segments.Add(segment);
        }
        if (Recovery.Torn is { } torn)
        {
            JournalLog.TornTail(_logger, _storage.Location, torn.Bytes, torn.File, torn.Offset, torn.Reason);
        }
        _durableLsn = _deliveredLsn = recovered.LastLsn;
        _queue.Resume(recovered.Segments.Count == 0 ? null : recovered.Segments[^1], recovered.End, recovered.LastLsn);
        _queue.Schema = schema.ToArray();
        _queue.CheckSchema();
        if (recovered.Segments.Count > 0 && !recovered.Segments[^1].Header.Schema.Span.SequenceEqual(schema.Span))
        {
            // Not begun at once: a journal that is full must still open, or it could never be drained.
            _queue.MustRotate = true;
            JournalLog.SchemaChanged(_logger, _storage.Location);
        }
    }

    private async Task BeginSegmentAsync(Guid id, IReadOnlyList<FormerJournalId> formerIds, CancellationToken cancellationToken)
    {
        AppendBatch batch;
        while (true)
        {
            await _supply.DemandAsync(SupplyNeed.Journal, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                ThrowIfUnusable();
                if (_isLeading)
                {
                    throw new InvalidOperationException("The journal's id cannot change while records are being appended.");
                }
                if (_supply.IsReady)
                {
                    _queue.Adopt(id, formerIds);
                    batch = _queue.BeginSegment([]);
                    _isLeading = true;
                    break;
                }
            }
        }
        Lead(inline: false);
        await batch.Receipt.WhenAsync(BatchStage.Durable, CancellationToken.None).ConfigureAwait(false);
        _supply.Prepare();
    }

    private async Task CloseAsync()
    {
        while (true)
        {
            Task progress;
            lock (_gate)
            {
                _isClosed = true;
                if (!_isLeading)
                {
                    _progress?.TrySetResult();
                    break;
                }
                progress = Progress();
            }
            await progress.ConfigureAwait(false);
        }
        try
        {
            await _supply.CloseAsync().ConfigureAwait(false);
            WriteMark();
        }
        catch (IOException e)
        {
            JournalLog.CloseIncomplete(_logger, _storage.Location, e);
        }
        finally
        {
            _segments.CloseAll();
            _owner.Dispose();
        }
    }

    // Without it nothing on disk says that the last record was synced, and damage to it would pass for a torn tail.
    private void WriteMark()
    {
        if (_needsMark && _failure is null && _queue.PlaceOfMark(Mark.Bytes) is var (segment, offset))
        {
            segment.File!.Write(offset, Mark.Create(_queue.LastLsn, segment.Header.Salt));
        }
    }
}
