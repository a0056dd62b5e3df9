namespace TradePersist.Chain;

/// <summary>How far a worker may feed its tier: for ever, unless someone wants the tier to stand at a certain record.</summary>
internal sealed class FeedLimit
{
    private long _lsn = long.MaxValue;
    private volatile TaskCompletionSource _lifted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The last record that may be applied.</summary>
    public long Lsn => Interlocked.Read(ref _lsn);

    public void Set(long lsn)
    {
        _lifted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _lsn, lsn);
    }

    public void Lift()
    {
        Interlocked.Exchange(ref _lsn, long.MaxValue);
        _lifted.TrySetResult();
    }

    /// <summary>Waits until a record may be applied. Another limit may be set before that is done.</summary>
    public Task WhenAllowsAsync(long lsn, CancellationToken cancellationToken)
    {
        var lifted = _lifted.Task;
        return lsn <= Lsn ? Task.CompletedTask : lifted.WaitAsync(cancellationToken);
    }
}
