using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>The journal, the memory tier and the workers behind it, as one store.</summary>
internal sealed class TierChain : IRecordStore, IAsyncDisposable
{
    private readonly Catalog _catalog;
    private readonly ChainOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MemoryTier _memory;
    private readonly ChangeEncoder _encoder;
    private readonly ChangeJournal _journal;
    private readonly IReadOnlyList<TierWorker> _workers;
    private readonly ReadRouter _router;
    private int _isStopped;

    private TierChain(Catalog catalog, ChangeJournal journal, IReadOnlyList<TierWorker> workers, MemoryTier memory, JournalSchema schema, ChainOptions options, TimeProvider time, ILogger logger)
    {
        _catalog = catalog;
        _journal = journal;
        _workers = workers;
        _memory = memory;
        _encoder = new ChangeEncoder(schema);
        _options = options;
        _time = time;
        _logger = logger;
        _router = new ReadRouter(workers, memory, journal, options.ReadTimeout, time, logger);
        Repairs = new Repairs(workers, journal, schema, time, logger);
    }

    public Acknowledgement Acknowledgement => _options.Acknowledgement;

    public ChangeJournal Journal => _journal;

    public IReadOnlyList<TierWorker> Workers => _workers;

    public Repairs Repairs { get; }

    /// <summary>
    /// Recovers the journal, starts the workers, and waits up to the start timeout for the first tier to catch up.
    /// A tier that cannot be reached does not hold the start up; a required tier that never can be used does end it.
    /// </summary>
    public static async Task<TierChain> OpenAsync(
        IJournalStorage storage,
        JournalOptions journalOptions,
        IReadOnlyList<TierRegistration> tiers,
        Catalog catalog,
        ChainOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var schema = new JournalSchema(catalog.Tables);
        var memory = new MemoryTier(options.MemoryRowsPerTable);
        await memory.OpenAsync(catalog.Tables, cancellationToken).ConfigureAwait(false);
        var journal = await ChangeJournal.OpenAsync(
            storage,
            journalOptions,
            schema.Json,
            (_, entry) => memory.Apply(((ChangeEntry)entry).Change!),
            time,
            logger,
            cancellationToken).ConfigureAwait(false);
        var workers = new List<TierWorker>();
        try
        {
            foreach (var tier in tiers)
            {
                var quarantine = new Quarantine(storage, catalog.Tables, tier.Name, time);
                workers.Add(new TierWorker(tier, journal, quarantine, new TierNote(storage, catalog.Tables, tier.Name), catalog, options.IsGuest, time, logger));
            }

            var chain = new TierChain(catalog, journal, workers, memory, schema, options, time, logger);
            await chain.StartAsync(cancellationToken).ConfigureAwait(false);
            return chain;
        }
        catch
        {
            await DisposeAsync(workers, journal).ConfigureAwait(false);
            throw;
        }
    }

    public async Task<Receipt> AppendAsync(Func<Change> compose, Action? accepted, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isStopped) != 0, this);
        var entry = new ChangeEntry(compose, accepted, _encoder, _router);
        var level = _options.Acknowledgement;
        var ticket = await _journal.AppendAsync(entry, level >= Acknowledgement.Durable, cancellationToken).ConfigureAwait(false);
        switch (level)
        {
            case Acknowledgement.OsBuffered:
                await ticket.WhenWrittenAsync(cancellationToken).ConfigureAwait(false);
                break;
            case Acknowledgement.Durable:
                await ticket.WhenDurableAsync(cancellationToken).ConfigureAwait(false);
                break;
            case Acknowledgement.RequiredTiers:
                await ticket.WhenDurableAsync(cancellationToken).ConfigureAwait(false);
                return await WaitForRequiredTiersAsync(entry.Change!, ticket.Lsn, cancellationToken).ConfigureAwait(false);
        }

        return new Receipt(ticket.Lsn, level);
    }

    public Task<Answer> QueryAsync(Query query, ReadOptions? options, CancellationToken cancellationToken) =>
        _router.QueryAsync(query, options, cancellationToken);

    public async Task<Row?> FindAsync(Row key, CancellationToken cancellationToken)
    {
        if (_options.Acknowledgement < Acknowledgement.Durable)
        {
            // Memory takes in what is durable, and the caller may have gone on before.
            await _router.WhenInMemoryAsync(key.Table, cancellationToken).ConfigureAwait(false);
        }

        var known = _memory.Table(key.Table).Find(key);
        if (known.IsKnown)
        {
            return known.Row;
        }

        var query = new Query(key.Table) { Filter = Filter.Matching(key.Table.Key, key), Limit = 1 };
        var answer = await _router.QueryAsync(query, options: null, cancellationToken).ConfigureAwait(false);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }

    public Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken) => tier == MemoryTier.TierName
        ? _memory.GetSizeAsync(cancellationToken)
        : _router.AskOneAsync(tier, (store, token) => store.GetSizeAsync(token), new ReadOptions(), cancellationToken);

    public Task<IReadOnlyList<T>> QuerySqlAsync<T>(string tier, string sql, object? parameters, ReadOptions options, CancellationToken cancellationToken) =>
        _router.AskOneAsync(
            tier,
            (store, token) => store is ISqlTier door
                ? door.QuerySqlAsync<T>(sql, parameters, token)
                : throw new ArgumentException($"Tier '{tier}' does not speak SQL.", nameof(tier)),
            options,
            cancellationToken);

    /// <summary>Waits until every tier that is up has everything that was appended so far. False when the time is up first.</summary>
    public async Task<bool> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var last = _journal.LastLsn;
            await _journal.WhenDeliveredAsync(last, linked.Token).ConfigureAwait(false);

            // A failed journal has taken back what lies beyond.
            var durable = Math.Min(last, _journal.DurableLsn);
            var drained = await Task.WhenAll(_workers
                .Where(worker => worker.Status.State is TierState.Up)
                .Select(worker => worker.Status.WaitForAsync(durable, Timeout.InfiniteTimeSpan, linked.Token))).ConfigureAwait(false);
            return durable == last && Array.TrueForAll(drained, isDrained => isDrained);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync(CancellationToken.None));

    /// <summary>Refuses further writes, lets the tiers catch up within the drain timeout or until cancelled, and closes everything.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        await Repairs.DisposeAsync().ConfigureAwait(false);
        await ((Task)DrainAsync(_options.DrainTimeout, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var worker in _workers.Where(worker => worker.Status.Position < _journal.LastLsn))
        {
            ChainLog.NotDrained(_logger, worker.Name, worker.Status.Position, _journal.LastLsn);
        }

        await DisposeAsync(_workers, _journal).ConfigureAwait(false);
    }

    private static async Task DisposeAsync(IReadOnlyList<TierWorker> workers, ChangeJournal journal)
    {
        await Task.WhenAll(workers.Select(worker => worker.DisposeAsync().AsTask())).ConfigureAwait(false);
        await journal.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _journal.PressureHandler = CutMirrorsLoose;
        foreach (var worker in _workers)
        {
            worker.Moved = ReleaseSegments;
            worker.Start();
        }

        using var deadline = new CancellationTokenSource(_options.StartTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var isAhead = false;
        foreach (var worker in _workers)
        {
            var contact = await FirstContactAsync(worker, linked.Token, cancellationToken).ConfigureAwait(false);
            isAhead |= contact == true;
            if (contact is null && !_options.IsGuest)
            {
                worker.NoteMissed();
            }
        }

        if (isAhead)
        {
            await _journal.ChangeIdAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var worker in _workers)
        {
            worker.Admit();
        }

        var source = await FirstCaughtUpAsync(linked.Token, cancellationToken).ConfigureAwait(false);
        await new MemoryWarmer(_catalog.Tables, _memory, _journal, _options, _time, _logger).WarmAsync(source, _workers, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool?> FirstContactAsync(TierWorker worker, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await worker.FirstContact.WaitAsync(deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception) when ((worker.Role == TierRole.Mirror || _options.IsGuest) && !cancellationToken.IsCancellationRequested)
        {
            // The worker has logged it, and health shows it; a mirror does not keep the bot from starting, and no tier a guest.
            return null;
        }
    }

    private async Task<TierWorker?> FirstCaughtUpAsync(CancellationToken deadline, CancellationToken cancellationToken)
    {
        // Required tiers first: a mirror may never have been given what they hold.
        foreach (var worker in _workers.OrderBy(worker => worker.Role == TierRole.Mirror).Where(worker => worker.Status.State is TierState.Starting or TierState.Up))
        {
            try
            {
                if (await worker.Status.WaitForAsync(_journal.LastLsn, Timeout.InfiniteTimeSpan, deadline).ConfigureAwait(false))
                {
                    return worker;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The next one may have caught up meanwhile.
            }
        }

        return null;
    }

    private async Task<Receipt> WaitForRequiredTiersAsync(Change change, long lsn, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<string, TierOutcome>();
        var reasons = new Dictionary<string, string>();
        foreach (var worker in _workers.Where(worker => worker.Role == TierRole.Required && change.Operations.Any(operation => worker.Holds(operation.Table))))
        {
            if (!await worker.Status.WaitForAsync(lsn, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
            {
                var status = worker.Status.Snapshot();
                throw new TierUnavailableException([new(worker.Name, $"is {status.State} ({status.LastError}); record {lsn} is in the journal")]);
            }

            var reason = worker.Quarantine.ReasonOf(lsn);
            outcomes[worker.Name] = reason is null ? TierOutcome.Committed : TierOutcome.Quarantined;
            if (reason is not null)
            {
                reasons[worker.Name] = reason;
            }
        }

        var receipt = new Receipt(lsn, Acknowledgement.RequiredTiers) { Tiers = outcomes };
        return reasons.Count == 0 ? receipt : throw new RecordRejectedException(receipt, reasons);
    }

    private void ReleaseSegments()
    {
        var counting = Counting();
        if (!_options.IsGuest && (counting.Count > 0 || _workers.Count == 0))
        {
            _journal.Release(counting.Select(worker => worker.Status.KeepAfter).DefaultIfEmpty(_journal.DurableLsn).Min());
        }
    }

    /// <summary>Makes room in a full journal by giving up the slowest mirrors that hold it open. The names that still do are the answer.</summary>
    private IReadOnlyList<string> CutMirrorsLoose(long bytes)
    {
        ReleaseSegments();
        var counting = Counting();

        // A tier that is being rebuilt counts as a mirror, whatever its role: no write is refused for a resync.
        var fed = counting.Where(worker => worker.Status.State != TierState.Resyncing).ToList();
        var required = fed.Where(worker => worker.Role == TierRole.Required).ToList();

        // Without a required tier the mirror that is furthest stays: nobody else has its records.
        var needed = required.Count > 0
            ? required.Min(worker => worker.Status.Position)
            : fed.Select(worker => worker.Status.Position).DefaultIfEmpty(-1).Max();
        var size = _journal.SizeBytes;
        foreach (var mirror in counting.Except(required).Where(worker => worker.Status.KeepAfter < needed).OrderBy(worker => worker.Status.KeepAfter))
        {
            if (!_journal.CanRelease(needed) || size - _journal.SizeBytes >= bytes)
            {
                break;
            }

            mirror.CutLoose($"it held the full journal open at {mirror.Status.KeepAfter}.");
            ReleaseSegments();
        }

        return [.. (required.Count > 0 ? required : _workers).Select(worker => worker.Name)];
    }

    private List<TierWorker> Counting() => [.. _workers.Where(worker => worker.Status.State != TierState.NeedsResync)];
}
