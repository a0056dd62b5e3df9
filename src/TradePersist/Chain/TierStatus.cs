using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>Where a worker stands: written by the worker, read and waited for by everybody.</summary>
internal sealed class TierStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TierState _state = TierState.Starting;
    private long _position = -1;
    private long? _keepAfter;
    private string? _lastError;
    private long _retries;
    private long _retriesBeforeOutage;
    private DateTimeOffset _lastProgress = time.GetUtcNow();

    public TierState State => Snapshot().State;

    /// <summary>The last LSN committed in the tier; -1 before that is known.</summary>
    public long Position => Snapshot().Position;

    /// <summary>The journal keeps for the tier what comes after this: its position, or where it will be fed from after a resync.</summary>
    public long KeepAfter
    {
        get
        {
            lock (_lock)
            {
                return _keepAfter ?? _position;
            }
        }
    }

    // Whoever waits for a record need not wait for these: it may be hours, or never.
    private bool IsOut => _state is TierState.Failed or TierState.NeedsResync or TierState.Resyncing or TierState.Stopped;

    public TierSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new TierSnapshot(_state, _position, _lastError, _retries, _lastProgress);
        }
    }

    public void Touch() => Update(() => { });

    public void MoveTo(long position) => Update(() => _position = position);

    /// <summary>The tier is up, at a position. At once, so that whoever waits for a position finds it up.</summary>
    public void Attach(long position) => Update(() =>
    {
        if (Follows(TierState.Up, _state))
        {
            (_state, _position) = (TierState.Up, position);
        }
    });

    /// <summary>Has the journal keep less for a tier that is being resynced.</summary>
    public void Keep(long after) => Update(() => _keepAfter = after);

    /// <summary>Changes the state, where one follows from the other. A null error keeps the last one.</summary>
    public bool TrySet(TierState state, string? error)
    {
        var isChanged = false;
        Update(() =>
        {
            isChanged = Follows(state, _state);
            _state = isChanged ? state : _state;
            _keepAfter = isChanged ? null : _keepAfter;
            _lastError = error ?? _lastError;
        });
        return isChanged;
    }

    /// <summary>Takes a tier that needs a resync out of that state, until its state is set again. False when the tier is in another state.</summary>
    public bool TryBeginResync(long keepAfter)
    {
        var isBegun = false;
        Update(() =>
        {
            isBegun = _state == TierState.NeedsResync;
            _state = isBegun ? TierState.Resyncing : _state;
            _keepAfter = isBegun ? keepAfter : _keepAfter;
        });
        return isBegun;
    }

    /// <summary>Records one failed try, or that one is overdue. True when the tier was not down before.</summary>
    public bool Fail(string error, bool isOverdue = false)
    {
        var isNew = false;
        Update(() =>
        {
            isNew = _state is TierState.Up or TierState.Starting;
            _retriesBeforeOutage = isNew ? _retries : _retriesBeforeOutage;
            _retries += isOverdue ? 0 : 1;
            _lastError = error;
            _state = isNew ? TierState.Down : _state;
        });
        return isNew;
    }

    /// <summary>Records a try that went through. True when the tier was down before.</summary>
    public bool Heal(out long retries)
    {
        var isHealed = false;
        var tries = 0L;
        Update(() =>
        {
            isHealed = _state == TierState.Down;
            _state = isHealed ? (_position < 0 ? TierState.Starting : TierState.Up) : _state;
            tries = _retries - _retriesBeforeOutage;
        });
        retries = tries;
        return isHealed;
    }

    /// <summary>Waits until the tier has passed an LSN. False when it has ended, or the time is up.</summary>
    public Task<bool> WaitForAsync(long lsn, TimeSpan timeout, CancellationToken cancellationToken) =>
        Position >= lsn ? Task.FromResult(true) : WaitAsync(() => _position >= lsn, timeout, cancellationToken);

    /// <summary>Waits until the tier is up. False when it has ended.</summary>
    public Task<bool> WhenUpAsync(CancellationToken cancellationToken) =>
        WaitAsync(() => _state == TierState.Up, Timeout.InfiniteTimeSpan, cancellationToken);

    // A tier that has failed may be given up or stopped; one that was given up comes back only over a resync.
    private static bool Follows(TierState next, TierState state) => state switch
    {
        TierState.Stopped => false,
        TierState.Failed => next is TierState.NeedsResync or TierState.Stopped,
        TierState.NeedsResync => false,
        TierState.Resyncing => next is TierState.NeedsResync or TierState.Up,
        _ => true,
    };

    private async Task<bool> WaitAsync(Func<bool> isReached, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (isReached())
                {
                    return true;
                }

                if (IsOut)
                {
                    return false;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(linked.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    private void Update(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            _lastProgress = time.GetUtcNow();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
