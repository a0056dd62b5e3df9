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
internal sealed partial class TierWorker : IAsyncDisposable
{
    private const int MaxDoublings = 16;
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly TierRegistration _registration;
    private readonly ChangeJournal _journal;
    private readonly IReadOnlyList<Table> _tables;
    private readonly long _lastLsnAtOpen;
    private readonly TierNote _note;
    private readonly bool _isGuest;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _retry;
    private readonly JournalDecoder _decoder;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly FeedLimit _limit = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly Lock _life = new();
    private readonly TaskCompletionSource<bool?> _firstContact = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _feeding;
    private Task _running = Task.CompletedTask;

    public TierWorker(TierRegistration registration, ChangeJournal journal, Quarantine quarantine, TierNote note, Catalog catalog, bool isGuest, TimeProvider time, ILogger logger)
    {
        _registration = registration;
        _journal = journal;
        _isGuest = isGuest;
        _tables = isGuest && registration.Options.Holds == Domains.All && note.Holds is { } held ? held : catalog.TablesOf(registration.Options.Holds);
        _lastLsnAtOpen = journal.LastLsn;
        _note = note;
        _time = time;
        _logger = logger;
        _stopping = _stop.Token;
        _feeding = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        Quarantine = quarantine;
        Status = new TierStatus(time);
        _decoder = new JournalDecoder(catalog.Tables, _tables);
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
    /// Ends with the first try to reach the tier: whether the tier is ahead of the journal, null when it cannot be reached
    /// yet; throws what a fatal failure threw.
    /// </summary>
    public Task<bool?> FirstContact => _firstContact.Task;

    /// <summary>The tables that the tier holds.</summary>
    public IReadOnlyList<Table> Tables => _tables;

    /// <summary>Ends when the tier is given up, or closed.</summary>
    private CancellationToken Feeding
    {
        get
        {
            lock (_life)
            {
                return _feeding.Token;
            }
        }
    }

    public bool Holds(Table table) => _tables.Contains(table);

    public void Start()
    {
        var feeding = Feeding;
        _running = Task.Run(() => RunAsync(feeding), CancellationToken.None);
    }

    /// <summary>Lets the worker attach the tier and feed it, once the journal's identity is settled.</summary>
    public void Admit() => _admitted.TrySetResult();

    /// <summary>
    /// Tries the quarantined records again, in order; those that the tier takes now leave the quarantine. Returns how many
    /// did. Throws <see cref="TierUnavailableException"/> when the tier is not up, or is stopped meanwhile.
    /// </summary>
    public async Task<int> RetryQuarantineAsync(CancellationToken cancellationToken)
    {
        var feeding = Feeding;
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, feeding);
        try
        {
            ThrowIfNotUp();
            await _applying.WaitAsync(linked.Token).ConfigureAwait(false);
            try
            {
                ThrowIfNotUp();
                return await OfferQuarantineAsync(linked.Token).ConfigureAwait(false);
            }
            finally
            {
                _applying.Release();
            }
        }
        catch (Exception) when (feeding.IsCancellationRequested)
        {
            throw Unavailable();
        }
    }

    /// <summary>Stops the worker and closes the tier. One that does not heed its token is left behind after a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        var closing = CloseAsync();
        try
        {
            await closing.WaitAsync(StopGrace, _time).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The other tiers and the journal must be closed whatever this one does.
            ChainLog.NotClosed(_logger, exception, Name);
            Abandoned.Observe(closing);
        }

        Status.TrySet(TierState.Stopped, error: null);
    }

    private async Task CloseAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _applying.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        Status.TrySet(TierState.Stopped, error: null);
        await Tier.DisposeAsync().ConfigureAwait(false);
    }

    private void ThrowIfNotUp()
    {
        if (Status.State != TierState.Up)
        {
            throw Unavailable();
        }
    }

    /// <summary>Says that the tier cannot do what was asked, in the state it is in.</summary>
    public TierUnavailableException Unavailable() => new([new(Name, Status.Snapshot().Describe())]);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var restarts = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var before = Status.Position;
            try
            {
                ThrowIfGuestOfOtherTables();
                await RetryAsync(token => Tier.OpenAsync(_tables, token), cancellationToken).ConfigureAwait(false);
                _firstContact.TrySetResult(await FindPositionAsync(cancellationToken).ConfigureAwait(false) > AtMost);
                await _admitted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (await AttachAsync(cancellationToken).ConfigureAwait(false))
                {
                    await FeedAsync(cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // Whatever a tier throws while it is being stopped says nothing about it.
                return;
            }
            catch (Exception exception) when (exception is not PositionConflictException && Classify(exception) == FailureKind.Fatal)
            {
                Status.TrySet(TierState.Failed, exception.Message);
                ChainLog.TierFailed(_logger, exception, Name);
                _firstContact.TrySetException(exception);
                Abandoned.Observe(_firstContact.Task);
                return;
            }
            catch (Exception exception)
            {
                // After a conflict of positions a commit that looked lost has gone through: the position is read again.
                OnFailure(exception);
                if (exception is not PositionConflictException)
                {
                    ChainLog.WorkerRestarts(_logger, exception, Name);
                }

                restarts = Status.Position > before ? 0 : Math.Min(restarts + 1, MaxDoublings);
                await Task.Delay(RestartDelay(restarts), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private TimeSpan RestartDelay(int doublings) =>
        TimeSpan.FromTicks(Math.Min(_registration.Options.RetryDelay.Ticks << doublings, _registration.Options.MaxRetryDelay.Ticks));

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

                // Not every driver heeds its token. Such a try is waited for, or two would run at once; but it shows.
                await using var overdue = timeout.Token.Register(() => OnFailure(Overdue(), isOverdue: true)).ConfigureAwait(false);
                try
                {
                    await action(linked.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !token.IsCancellationRequested)
                {
                    throw Overdue(exception);
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

    private TimeoutException Overdue(Exception? cause = null) => new($"No answer within {_registration.Options.WriteTimeout}.", cause);

    private void OnFailure(Exception exception, bool isOverdue = false)
    {
        if (Status.Fail(exception.Message, isOverdue))
        {
            ChainLog.TierDown(_logger, exception, Name);
        }

        _firstContact.TrySetResult(null);
    }

    private bool IsPermanent(Exception exception) =>
        exception is not PositionConflictException && !Feeding.IsCancellationRequested && Classify(exception) == FailureKind.Permanent;

    private FailureKind Classify(Exception exception) => exception switch
    {
        TimeoutException => FailureKind.Transient,
        SchemaMismatchException or JournalSchemaException or JournalException or InvalidDataException => FailureKind.Fatal,
        _ => Tier.Classify(exception),
    };
}
