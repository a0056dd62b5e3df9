namespace TradePersist.Trades;

/// <summary>Runs the work of one id after the other, and that of different ids, but for rare collisions, side by side.</summary>
internal sealed class StripedLocks
{
    private const int Stripes = 1024;

    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>
    /// Cancelling ends the wait of the caller, but once begun the work keeps its turn to its end: whoever comes next
    /// must see what it did.
    /// </summary>
    public async Task<T> RunAsync<T>(Guid id, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)id.GetHashCode() % Stripes];
        await stripe.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await RunAndReleaseAsync(stripe, work).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> RunAndReleaseAsync<T>(SemaphoreSlim stripe, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            stripe.Release();
        }
    }
}
