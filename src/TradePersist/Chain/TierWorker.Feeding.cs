using TradePersist.Diagnostics;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Chain;

// Batches on their way into the tier, and what becomes of those that it refuses.
internal sealed partial class TierWorker
{
    private const int MaxBatchBytes = 8 << 20;

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        using var reader = _journal.OpenReader(Status.Position);
        while (true)
        {
            var batch = await reader.ReadBatchAsync(_registration.Options.BatchChanges, MaxBatchBytes, cancellationToken).ConfigureAwait(false);
            await FeedWithinLimitAsync(_decoder.Decode(batch), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FeedWithinLimitAsync(ArraySegment<JournalRecord> records, CancellationToken cancellationToken)
    {
        while (records.Count > 0)
        {
            await _limit.WhenAllowsAsync(records[0].Lsn, cancellationToken).ConfigureAwait(false);
            await _applying.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Whoever sets a limit holds the semaphore, so it cannot change under this batch.
                var allowed = (int)Math.Clamp(_limit.Lsn - records[0].Lsn + 1, 0, records.Count);
                await FeedAsync(records[..allowed], cancellationToken).ConfigureAwait(false);
                records = records[allowed..];
            }
            finally
            {
                _applying.Release();
            }
        }
    }

    private async Task FeedAsync(ArraySegment<JournalRecord> records, CancellationToken cancellationToken)
    {
        var start = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (Quarantine.Touches(records[i].Change))
            {
                await ApplyAsync(records[start..i], cancellationToken).ConfigureAwait(false);
                await QuarantineAsync(records[i], "It queues behind a quarantined record that it would overtake.", cancellationToken).ConfigureAwait(false);
                start = i + 1;
            }
        }

        await ApplyAsync(records[start..], cancellationToken).ConfigureAwait(false);
    }

    private async Task ApplyAsync(ArraySegment<JournalRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        try
        {
            var tables = BatchFolder.Fold(records.Select(record => record.Change));
            await ApplyWithRetryAsync(tables, Status.Position, records[^1].Lsn, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception exception) when (records.Count == 1 && IsPermanent(exception))
        {
            await QuarantineAsync(records[0], exception.Message, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception exception) when (IsPermanent(exception))
        {
            Status.Touch();
        }

        // One of them is bad: halve until it stands alone.
        var half = records.Count / 2;
        await FeedAsync(records[..half], cancellationToken).ConfigureAwait(false);
        await FeedAsync(records[half..], cancellationToken).ConfigureAwait(false);
    }

    private async Task QuarantineAsync(JournalRecord record, string reason, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // After a crash between the file and the position the record is there already, with its true reason.
        if (!Quarantine.Holds(record))
        {
            Quarantine.Add(record, reason);
            ChainLog.Quarantined(_logger, Name, record.Lsn, reason);
        }

        await ApplyWithRetryAsync([], Status.Position, record.Lsn, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryApplyAgainAsync(long lsn, Change change, CancellationToken cancellationToken)
    {
        try
        {
            await ApplyWithRetryAsync(BatchFolder.Fold([change]), Status.Position, Status.Position, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (IsPermanent(exception))
        {
            ChainLog.Quarantined(_logger, Name, lsn, exception.Message);
            return false;
        }
    }

    private async Task<int> OfferQuarantineAsync(CancellationToken cancellationToken)
    {
        var refused = new QuarantineIndex();
        var accepted = 0;
        foreach (var (lsn, change) in Quarantine.Records())
        {
            if (refused.Touches(change))
            {
                refused.Add(change);
            }
            else if (Quarantine.TryOffer(lsn))
            {
                var isTaken = false;
                try
                {
                    isTaken = await TryApplyAgainAsync(lsn, change, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    Quarantine.EndOffer(lsn, isTaken);
                }

                if (isTaken)
                {
                    accepted++;
                }
                else
                {
                    refused.Add(change);
                }
            }
        }

        return accepted;
    }
}
