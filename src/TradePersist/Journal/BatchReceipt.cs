namespace TradePersist.Journal;

/// <summary>How far a batch has come, shared by everybody whose record is in it. Costs one small object until somebody waits.</summary>
internal sealed class BatchReceipt
{
    private readonly Lock _gate = new();
    private volatile BatchStage _stage;
    private JournalFailedException? _failure;
    private TaskCompletionSource? _written;
    private TaskCompletionSource? _durable;

    public ValueTask WhenAsync(BatchStage stage, CancellationToken cancellationToken)
    {
        if (_stage >= stage)
        {
            return default;
        }
        Task task;
        lock (_gate)
        {
            if (_stage >= stage)
            {
                return default;
            }
            if (_failure is not null)
            {
                return ValueTask.FromException(_failure);
            }
            // Asynchronous continuations: a waiter's code must never run on the thread that has the next batch to write.
            ref var source = ref stage == BatchStage.Written ? ref _written : ref _durable;
            source ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            task = source.Task;
        }
        return new(cancellationToken.CanBeCanceled ? task.WaitAsync(cancellationToken) : task);
    }

    public void Reach(BatchStage stage)
    {
        TaskCompletionSource? written, durable;
        lock (_gate)
        {
            _stage = stage;
            written = _written;
            durable = stage == BatchStage.Durable ? _durable : null;
        }
        written?.TrySetResult();
        durable?.TrySetResult();
    }

    public void Fail(JournalFailedException failure)
    {
        lock (_gate)
        {
            _failure = failure;
        }
        Fail(_written, failure);
        Fail(_durable, failure);
    }

    private static void Fail(TaskCompletionSource? source, JournalFailedException failure)
    {
        if (source?.TrySetException(failure) == true)
        {
            // Every waiter may have been cancelled; that alone must not raise an unobserved-exception event.
            _ = source.Task.Exception;
        }
    }
}
