using TradePersist.Chain;
using TradePersist.Tiers;

namespace TradePersist.Repair;

/// <summary>Waits for one tier, and not longer than that; then says which tier it was.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <summary>Something that heeds its token and is waited for to its end.</summary>
    public async Task<T> ForAsync<T>(TierWorker worker, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await step(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw OutOfPatience(worker, exception);
        }
    }

    /// <summary>As the other.</summary>
    public Task ForAsync(TierWorker worker, Func<CancellationToken, Task> step, CancellationToken cancellationToken) =>
        ForAsync(
            worker,
            async token =>
            {
                await step(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>A write: what the tier refuses, or says of its position, is for the caller; any other failure is the tier's.</summary>
    public async Task ForWriteAsync(TierWorker worker, Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await ForAsync(worker, write, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (TierUnavailableException or PositionConflictException or OperationCanceledException) && !worker.IsRefusal(exception))
        {
            throw new TierUnavailableException([new(worker.Name, exception.Message)], exception);
        }
    }

    /// <summary>A read: tried again while it fails in passing, and left behind when its driver does not heed its token.</summary>
    public Task<T> ForReadAsync<T>(TierWorker worker, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ForAsync(
            worker,
            async token =>
            {
                while (true)
                {
                    var answer = read(token);
                    try
                    {
                        return await answer.WaitAsync(token).ConfigureAwait(false);
                    }
                    catch (OperationCanceledException) when (token.IsCancellationRequested)
                    {
                        Abandoned.Observe(answer);
                        throw;
                    }
                    catch (Exception) when (token.IsCancellationRequested)
                    {
                        throw new OperationCanceledException(token);
                    }
                    catch (Exception exception) when (worker.IsPassing(exception))
                    {
                        await Task.Delay(BetweenTries, time, token).ConfigureAwait(false);
                    }
                    catch (Exception exception) when (exception is not TierUnavailableException)
                    {
                        throw new TierUnavailableException([new(worker.Name, exception.Message)], exception);
                    }
                }
            },
            cancellationToken);

    private TierUnavailableException OutOfPatience(TierWorker worker, Exception exception) =>
        new([new(worker.Name, $"did not get there within {limit}; it {worker.Status.Snapshot().Describe()}")], exception);
}
