namespace TradePersist.Chain;

/// <summary>How far a worker may feed its tier: for ever, unless someone wants the tier to stand at a certain record.</summary>
internal sealed class FeedLimit
{
    private Limit _limit = new(long.MaxValue);

    /// <summary>The last record that may be applied.</summary>
    public long Lsn => Volatile.Read(ref _limit).Lsn;

    public void Set(long lsn) => Replace(lsn);

    public void Lift() => Replace(long.MaxValue);

    /// <summary>Waits until a record may be applied, or the limit is another one. A further limit may be set before that is done.</summary>
    public Task WhenAllowsAsync(long lsn, CancellationToken cancellationToken)
    {
        var limit = Volatile.Read(ref _limit);
        return lsn <= limit.Lsn ? Task.CompletedTask : limit.Replaced.Task.WaitAsync(cancellationToken);
    }

    private void Replace(long lsn) => Interlocked.Exchange(ref _limit, new Limit(lsn)).Replaced.SetResult();

    private sealed class Limit(long lsn)
    {
        public long Lsn { get; } = lsn;

        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
