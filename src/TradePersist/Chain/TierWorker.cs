using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using TradePersist.Diagnostics;
using TradePersist.Journal;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>
/// Feeds one tier from the journal, from that tier's own position, for ever: retries what may pass, isolates what
/// never will, and stops only for what is wrong with the tier itself. Nothing else applies batches to the tier.
/// </summary>
internal sealed class TierWorker : IAsyncDisposable
{
    private const int MaxBatchBytes = 8 << 20;
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private readonly TierRegistration _registration;
    private readonly ChangeJournal _journal;
    private readonly IReadOnlyList<Table> _tables;
    private readonly long _lastLsnAtOpen;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _retry;
    private readonly JournalDecoder _decoder;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<bool> _firstContact = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    public TierWorker(TierRegistration registration, ChangeJournal journal, Quarantine quarantine, IReadOnlyList<Table> tables, TimeProvider time, ILogger logger)
    {
        _registration = registration;
        _journal = journal;
        _tables = tables;
        _lastLsnAtOpen = journal.LastLsn;
        _time = time;
        _logger = logger;
        Quarantine = quarantine;
        Status = new TierStatus(time);
        _decoder = new JournalDecoder(tables);
        _retry = BuildRetry(registration.Options, time);
    }

    public string Name => _registration.Name;

    public TierRole Role => _registration.Options.Role;

    public ITier Tier => _registration.Tier;

    public Quarantine Quarantine { get; }

    public TierStatus Status { get; }

    /// <summary>Called when the tier has moved on or no longer counts, so that the journal may let segments go.</summary>
    public Action Moved { get; set; } = () => { };

    /// <summary>
    /// Ends with the first try to reach the tier: true when the tier is ahead of the journal, false when it is not or
    /// cannot be reached yet; throws what a fatal failure threw.
    /// </summary>
    public Task<bool> FirstContact => _firstContact.Task;

    public bool Holds(Table table) => _tables.Contains(table);

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Lets the worker attach the tier and feed it, once the journal's identity is settled.</summary>
    public void Admit() => _admitted.TrySetResult();

    /// <summary>Stops counting the tier, so that the journal can go on without it.</summary>
    public void CutLoose(string reason)
    {
        if (Status.TrySet(TierState.NeedsResync, reason))
        {
            ChainLog.TierNeedsResync(_logger, Name, reason);
            _stop.Cancel();
        }
    }

    /// <summary>Tries the quarantined records again, in order; those that the tier takes now leave the quarantine. Returns how many did.</summary>
    public async Task<int> RetryQuarantineAsync(CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var refused = new QuarantineIndex();
            var accepted = 0;
            foreach (var record in Quarantine.Records())
            {
                if (refused.Touches(record.Change) || !await TryApplyAgainAsync(record, cancellationToken).ConfigureAwait(false))
                {
                    refused.Add(record.Change);
                    continue;
                }

                Quarantine.Remove(record.Lsn);
                accepted++;
            }

            return accepted;
        }
        finally
        {
            _applying.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        Status.TrySet(TierState.Stopped, error: null);
        await Tier.DisposeAsync().ConfigureAwait(false);
        _applying.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var cancellationToken = _stop.Token;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RetryAsync(token => Tier.OpenAsync(_tables, token), cancellationToken).ConfigureAwait(false);
                var (_, isAhead) = await FindPositionAsync(cancellationToken).ConfigureAwait(false);
                _firstContact.TrySetResult(isAhead);
                await _admitted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (await AttachAsync(cancellationToken).ConfigureAwait(false))
                {
                    await FeedAsync(cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (PositionConflictException)
            {
                // A commit that looked lost has gone through after all: read the position again and go on from there.
            }
            catch (Exception exception) when (Classify(exception) == FailureKind.Fatal)
            {
                Status.TrySet(TierState.Failed, exception.Message);
                ChainLog.TierFailed(_logger, exception, Name);
                _firstContact.TrySetException(exception);
                return;
            }
            catch (Exception exception)
            {
                OnFailure(exception);
                ChainLog.WorkerRestarts(_logger, exception, Name);
                await Task.Delay(RestartDelay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The position to go on from under the journal's present identity, or a former one; null when the tier has none.</summary>
    private async Task<(long? Position, bool IsAhead)> FindPositionAsync(CancellationToken cancellationToken)
    {
        long? position = null;
        await RetryAsync(async token => position = await Tier.ReadPositionAsync(_journal.Id, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

        // Later, a position beyond the one known here is only a commit whose acknowledgement was lost.
        var isFirstAttach = Status.Position < 0;
        return (position, isFirstAttach && position > _lastLsnAtOpen);
    }

    private async Task<bool> AttachAsync(CancellationToken cancellationToken)
    {
        var (stored, isAhead) = await FindPositionAsync(cancellationToken).ConfigureAwait(false);
        var start = stored ?? await FindFormerPositionAsync(cancellationToken).ConfigureAwait(false) ?? (_journal.FirstLsn == 1 ? 0 : null as long?);
        if (isAhead)
        {
            ChainLog.TierAhead(_logger, Name, stored!.Value, _lastLsnAtOpen);
            start = _lastLsnAtOpen;
        }

        if (start is not { } position || position < _journal.FirstLsn - 1)
        {
            CutLoose(start is null
                ? "it has no position of this journal, and the journal no longer holds its first records."
                : $"it is at {start}, and the journal begins at {_journal.FirstLsn}.");
            Moved();
            return false;
        }

        if (stored != position)
        {
            await ApplyWithRetryAsync([], stored, position, cancellationToken).ConfigureAwait(false);
        }

        Status.MoveTo(position);
        Status.TrySet(TierState.Up, error: null);
        ChainLog.TierUp(_logger, Name, position, _journal.LastLsn - position);
        Moved();
        return true;
    }

    private async Task<long?> FindFormerPositionAsync(CancellationToken cancellationToken)
    {
        foreach (var former in _journal.FormerIds)
        {
            long? position = null;
            await RetryAsync(async token => position = await Tier.ReadPositionAsync(former.Id, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (position is { } found)
            {
                return Math.Min(found, former.LastLsn);
            }
        }

        return null;
    }

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        using var reader = _journal.OpenReader(Status.Position);
        while (true)
        {
            var batch = await reader.ReadBatchAsync(_registration.Options.BatchChanges, MaxBatchBytes, cancellationToken).ConfigureAwait(false);
            var records = _decoder.Decode(batch);
            await _applying.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await FeedAsync(records, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _applying.Release();
            }
        }
    }

    private async Task FeedAsync(ArraySegment<JournalRecord> records, CancellationToken cancellationToken)
    {
        var start = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (Quarantine.Touches(records[i].Change))
            {
                await ApplyAsync(records[start..i], cancellationToken).ConfigureAwait(false);
                await QuarantineAsync(records[i], "It queues behind a quarantined record that it would overtake.", cancellationToken).ConfigureAwait(false);
                start = i + 1;
            }
        }

        await ApplyAsync(records[start..], cancellationToken).ConfigureAwait(false);
    }

    private async Task ApplyAsync(ArraySegment<JournalRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        try
        {
            var tables = BatchFolder.Fold(records.Select(record => record.Change));
            await ApplyWithRetryAsync(tables, Status.Position, records[^1].Lsn, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception exception) when (records.Count == 1 && IsPermanent(exception))
        {
            await QuarantineAsync(records[0], exception.Message, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception exception) when (IsPermanent(exception))
        {
            Status.Touch();
        }

        // One of them is bad: halve until it stands alone.
        var half = records.Count / 2;
        await FeedAsync(records[..half], cancellationToken).ConfigureAwait(false);
        await FeedAsync(records[half..], cancellationToken).ConfigureAwait(false);
    }

    private async Task QuarantineAsync(JournalRecord record, string reason, CancellationToken cancellationToken)
    {
        Quarantine.Add(record, reason);
        ChainLog.Quarantined(_logger, Name, record.Lsn, reason);
        await ApplyWithRetryAsync([], Status.Position, record.Lsn, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryApplyAgainAsync(JournalRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyWithRetryAsync(BatchFolder.Fold([record.Change]), Status.Position, Status.Position, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (IsPermanent(exception))
        {
            ChainLog.Quarantined(_logger, Name, record.Lsn, exception.Message);
            return false;
        }
    }

    private async Task ApplyWithRetryAsync(IReadOnlyList<TableBatch> tables, long? expected, long position, CancellationToken cancellationToken)
    {
        var batch = new TierBatch(_journal.Id, expected, position, tables);
        await RetryAsync(token => Tier.ApplyAsync(batch, token), cancellationToken).ConfigureAwait(false);
        Status.MoveTo(position);
        Moved();
    }

    private async Task RetryAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        await _retry.ExecuteAsync(
            async token =>
            {
                using var timeout = new CancellationTokenSource(_registration.Options.WriteTimeout, _time);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(token, timeout.Token);
                try
                {
                    await action(linked.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !token.IsCancellationRequested)
                {
                    throw new TimeoutException($"No answer within {_registration.Options.WriteTimeout}.", exception);
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (Status.Heal(out var retries))
        {
            ChainLog.TierHealed(_logger, Name, retries);
        }
    }

    private ResiliencePipeline BuildRetry(TierOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } exception
                    && !arguments.Context.CancellationToken.IsCancellationRequested
                    && exception is not PositionConflictException
                    && Classify(exception) == FailureKind.Transient),
                OnRetry = arguments =>
                {
                    OnFailure(arguments.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private void OnFailure(Exception exception)
    {
        if (Status.Fail(exception.Message))
        {
            ChainLog.TierDown(_logger, exception, Name);
        }

        _firstContact.TrySetResult(false);
    }

    private bool IsPermanent(Exception exception) =>
        exception is not PositionConflictException && Classify(exception) == FailureKind.Permanent;

    private FailureKind Classify(Exception exception) => exception switch
    {
        TimeoutException => FailureKind.Transient,
        SchemaMismatchException or JournalSchemaException or JournalException or InvalidDataException => FailureKind.Fatal,
        _ => Tier.Classify(exception),
    };
}
