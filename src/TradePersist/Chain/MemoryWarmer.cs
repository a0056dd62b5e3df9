using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>
/// Fills memory at the start, before anything is appended: from the first tier that has caught up, for the tables
/// whose newest rows an index finds; else from what the journal still holds.
/// </summary>
internal sealed class MemoryWarmer(IReadOnlyList<Table> tables, MemoryTier memory, ChangeJournal journal, ChainOptions options, TimeProvider time, ILogger logger)
{
    private const int ReplayBatch = 5_000;
    private const int ReplayBytes = 8 << 20;

    public async Task WarmAsync(TierWorker? source, IReadOnlyList<TierWorker> workers, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            await ReplayAsync(workers, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var deadline = new CancellationTokenSource(options.StartTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        foreach (var table in tables)
        {
            try
            {
                await WarmAsync(source, table, linked.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                memory.Table(table).ForgetAll();
                ChainLog.NotWarmed(logger, exception, source.Name);
            }
        }

        // Acknowledged, and newer than what the tier has of the same keys.
        foreach (var (_, change) in source.Quarantine.Records())
        {
            memory.Apply(change);
        }
    }

    private static Ordering? NewestFirst(Table table)
    {
        if (table.Key is [{ Kind: ColumnKind.Guid } id])
        {
            return new Ordering(id, Descending: true);
        }

        var isIndexed = table.Time is { } time && (table.Key[0] == time || table.Indexes.Any(index => index.Columns[0] == time));
        return isIndexed ? new Ordering(table.Time!, Descending: true) : null;
    }

    private async Task WarmAsync(TierWorker source, Table table, CancellationToken cancellationToken)
    {
        if (!source.Holds(table) || NewestFirst(table) is not { } order)
        {
            memory.Table(table).ForgetAll();
            return;
        }

        // A tier that hangs must not hold the start up, whether it heeds the token or not.
        var query = new Query(table) { Order = [order], Limit = memory.Table(table).Capacity };
        var answer = source.Tier.QueryAsync(query, cancellationToken);
        Abandoned.Observe(answer);
        var newest = await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        var target = memory.Table(table);
        target.Apply([], [.. newest.Rows.Reverse()]);
        if (source.Role == TierRole.Mirror)
        {
            // It may never have been given what the required tiers hold.
            target.ForgetAll();
        }

        if (newest.IsComplete && newest.Next is null)
        {
            return;
        }

        if (newest.IsComplete && order.Column == table.Key[0] && table.Key.Count == 1)
        {
            // Every key above the last one that was read is here.
            target.ForgetUpTo(newest.Rows[newest.Rows.Count - 1]);
        }
        else
        {
            target.ForgetAll();
        }
    }

    private async Task ReplayAsync(IReadOnlyList<TierWorker> workers, CancellationToken cancellationToken)
    {
        // A tier may hold rows of a former journal, or of another bot's.
        foreach (var table in tables.Where(table => journal.FirstLsn > 1 || workers.Any(worker => worker.Holds(table))))
        {
            memory.Table(table).ForgetAll();
        }

        var decoder = new JournalDecoder(tables, tables);
        using var reader = journal.OpenReader(journal.FirstLsn - 1);
        for (var lsn = journal.FirstLsn - 1; lsn < journal.LastLsn;)
        {
            var batch = await reader.ReadBatchAsync(ReplayBatch, ReplayBytes, cancellationToken).ConfigureAwait(false);
            foreach (var record in decoder.Decode(batch))
            {
                memory.Apply(record.Change);
            }

            lsn = batch.LastLsn;
        }
    }
}
