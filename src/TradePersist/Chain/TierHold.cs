using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>A tier that stands still. Its owner alone may apply anything to it, until the hold is let go. For one caller at a time.</summary>
internal sealed class TierHold(TierWorker worker, SemaphoreSlim applying, FeedLimit limit, CancellationToken lost) : IDisposable
{
    private bool _isHeld = true;
    private Task _step = Task.CompletedTask;

    /// <summary>Where the worker stands.</summary>
    public long Position => worker.Status.Position;

    /// <summary>Lets the worker apply up to exactly this record, if it is not there yet, then stands still again.</summary>
    public async Task AdvanceToAsync(long lsn, CancellationToken cancellationToken)
    {
        if (Position >= lsn)
        {
            return;
        }

        limit.Set(lsn);
        try
        {
            _isHeld = false;
            applying.Release();
            if (!await worker.Status.WaitForAsync(lsn, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
            {
                throw worker.Unavailable();
            }

            await applying.WaitAsync(cancellationToken).ConfigureAwait(false);
            _isHeld = true;
        }
        finally
        {
            limit.Lift();
        }
    }

    /// <summary>Tries something on the tier until it succeeds, throws what the tier throws for good, or is cancelled.</summary>
    public async Task TryAsync(Func<ITier, CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        _step = worker.TryAsync(token => action(worker.Tier, token), linked.Token);
        try
        {
            await _step.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (linked.IsCancellationRequested)
        {
            // Whatever a tier throws while it is being stopped says nothing about the batch.
            Abandoned.Observe(_step);
            throw cancellationToken.IsCancellationRequested ? new OperationCanceledException(exception.Message, exception, cancellationToken) : worker.Unavailable();
        }
    }

    /// <summary>Lets go. What a driver that does not heed its token is still doing ends first, for two must never apply at once.</summary>
    public void Dispose()
    {
        if (!_isHeld)
        {
            return;
        }

        _isHeld = false;
        if (_step.IsCompleted)
        {
            applying.Release();
        }
        else
        {
            _step.ContinueWith(_ => applying.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
