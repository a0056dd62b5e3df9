using TradePersist.Diagnostics;

namespace TradePersist.Journal;

// Leadership: whoever appends while nobody leads takes the oldest batch to disk.
internal sealed partial class ChangeJournal : IThreadPoolWorkItem
{
    /// <summary>Leads on a pool thread until nothing is pending.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (LeadOnce())
        {
        }
    }

    private void Lead(bool inline)
    {
        // An appending caller serves one batch and no more; what came in meanwhile is the pool's.
        if (!inline || LeadOnce())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Puts the oldest batch on disk; false when that was the last and leadership is over.</summary>
    private bool LeadOnce()
    {
        AppendBatch batch;
        lock (_gate)
        {
            batch = _queue.Dequeue();
        }
        TaskCompletionSource? progress;
        bool more;
        try
        {
            _writer.Write(batch, DurableLsn);
        }
        catch (Exception e)
        {
            Poison(batch, e);
            return false;
        }
        Interlocked.Exchange(ref _durableLsn, batch.LastLsn);
        CallBack(batch);
        lock (_gate)
        {
            _queue.Finish(batch);
            Interlocked.Exchange(ref _deliveredLsn, batch.LastLsn);
            (progress, _progress) = (_progress, null);
            more = _isLeading = !_queue.IsEmpty;
        }
        batch.Receipt.Reach(BatchStage.Durable);
        progress?.TrySetResult();
        return more;
    }

    private void CallBack(AppendBatch batch)
    {
        if (_onDurable is null)
        {
            return;
        }
        var lsn = batch.LastLsn - batch.Block.Entries.Count;
        foreach (var entry in batch.Block.Entries)
        {
            lsn++;
            try
            {
                _onDurable(lsn, entry);
            }
            catch (Exception e)
            {
                // The record is durable, and its neighbours' receipts must not depend on it.
                Volatile.Write(ref _callbackError, e);
                JournalLog.CallbackFailed(_logger, lsn, e);
            }
        }
    }

    private void Poison(AppendBatch batch, Exception cause)
    {
        List<AppendBatch> lost = [batch];
        TaskCompletionSource? progress;
        lock (_gate)
        {
            Volatile.Write(ref _failure, cause);
            while (!_queue.IsEmpty)
            {
                lost.Add(_queue.Dequeue());
            }
            _isLeading = false;
            (progress, _progress) = (_progress, null);
        }
        JournalLog.Failed(_logger, _storage.Location, DurableLsn, cause);
        foreach (var each in lost)
        {
            each.Receipt.Fail(Failed(cause));
        }
        progress?.TrySetResult();
    }
}
