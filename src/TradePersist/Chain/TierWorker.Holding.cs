using TradePersist.Diagnostics;
using TradePersist.Tiers;

namespace TradePersist.Chain;

// Standing still for whoever compares or repairs the tier, being given up, and coming back.
internal sealed partial class TierWorker
{
    /// <summary>The tier that this one is being resynced from; null when no resync runs.</summary>
    public string? ResyncFrom { get; set; }

    /// <summary>Stops counting the tier, so that the journal can go on without it.</summary>
    public void CutLoose(string reason)
    {
        lock (_life)
        {
            if (!Status.TrySet(TierState.NeedsResync, reason))
            {
                return;
            }

            // On another thread: what a driver does when it is cancelled must not hold up whoever makes room for writes.
            Abandoned.Observe(_feeding.CancelAsync());
        }

        ChainLog.TierNeedsResync(_logger, Name, reason);
    }

    /// <summary>
    /// Stands still: from here on nothing is applied to the tier until the hold is let go, so it is exactly at
    /// <see cref="TierHold.Position"/>. Waits for the batch under way. Nobody else waits: the journal keeps what comes in.
    /// A tier that is down is waited for; one that is out throws <see cref="TierUnavailableException"/>.
    /// </summary>
    public async Task<TierHold> HoldAsync(CancellationToken cancellationToken)
    {
        while (await Status.WhenUpAsync(cancellationToken).ConfigureAwait(false))
        {
            var hold = await TakeHoldAsync(Feeding, cancellationToken).ConfigureAwait(false);
            if (Status.State == TierState.Up)
            {
                return hold;
            }

            hold.Dispose();
        }

        throw Unavailable();
    }

    /// <summary>
    /// Takes a tier that needs a resync out of that state. It counts again for what the journal keeps: everything after
    /// where <paramref name="source"/> stands. The hold is to be ended with <see cref="EndResync"/>.
    /// </summary>
    public async Task<TierHold> BeginResyncAsync(TierWorker source, CancellationToken cancellationToken)
    {
        CancellationToken feeding;
        lock (_life)
        {
            if (!Status.TryBeginResync(keepAfter: source.Status.Position))
            {
                throw Unavailable();
            }

            _feeding = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
            feeding = _feeding.Token;
        }

        try
        {
            // The worker may still be inside a driver that does not heed its token.
            await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await TakeHoldAsync(feeding, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            EndResync(exception.Message);
            throw;
        }
    }

    /// <summary>Feeds the tier again from its position, or, with a reason, leaves it in need of a resync. False when it does need one, for whatever reason.</summary>
    public bool EndResync(string? failure)
    {
        lock (_life)
        {
            if (failure is null && Status.TrySet(TierState.Up, error: null))
            {
                Start();
                return true;
            }

            if (failure is not null)
            {
                Status.TrySet(TierState.NeedsResync, $"its resync did not complete: {failure}");
            }
        }

        Moved();
        return false;
    }

    /// <summary>Tries something on the tier, again and again while it fails in passing, until cancelled.</summary>
    public Task TryAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) => RetryAsync(action, cancellationToken);

    /// <summary>Whether the tier will never take the row that made it throw this.</summary>
    public bool IsRefusal(Exception exception) => exception is not (TierUnavailableException or OperationCanceledException) && IsPermanent(exception);

    /// <summary>Whether what failed is worth another try.</summary>
    public bool IsPassing(Exception exception) => Classify(exception) == FailureKind.Transient;

    private async Task<TierHold> TakeHoldAsync(CancellationToken feeding, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, feeding);
        try
        {
            await _applying.WaitAsync(linked.Token).ConfigureAwait(false);
            return new TierHold(this, _applying, _limit, feeding);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable();
        }
    }
}
