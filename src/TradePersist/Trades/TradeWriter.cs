using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>Reads a trade, decides, and writes it with its statistics as one change; one id at a time.</summary>
internal sealed class TradeWriter(IRecordStore store, TimeProvider time)
{
    private readonly UuidSource _ids = new(time);
    private readonly FreshIds _fresh = new();
    private readonly StripedLocks _locks = new();
    private readonly StatsShard _stats = new(new UuidSource(time));

    public Guid NewId()
    {
        var id = _ids.Next();
        _fresh.Add(id);
        return id;
    }

    /// <summary>Writes a trade as it follows from the stored one; nothing when that is the same.</summary>
    /// <param name="id">The id, or an empty one.</param>
    /// <param name="target">The status it shall have; null for the one it has.</param>
    /// <param name="verb">What is done, for messages.</param>
    /// <param name="next">The trade it shall be, from the stored one, if any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<TradeReceipt> WriteAsync(Guid id, TradeStatus? target, string verb, Func<Trade?, Trade> next, CancellationToken cancellationToken)
    {
        if (id == Guid.Empty)
        {
            id = NewId();
        }

        return _locks.RunAsync(
            id,
            async () =>
            {
                var row = await FindAsync(id, cancellationToken).ConfigureAwait(false);
                var stored = row is { } found ? TradeMapper.Read(found) : null;
                if (stored is not null && target is { } wanted && stored.Status != wanted && !TradeRules.CanFollow(stored.Status, wanted))
                {
                    throw new TradeStateException(id, stored.Status, verb);
                }

                var trade = Complete(next(stored), id, target ?? stored!.Status, stored);
                var rows = TradeMapper.Write(trade);
                if (stored is not null && stored.Status == trade.Status && TradeRules.Compare(row!.Value, rows[0]) is var differences)
                {
                    if (differences.Count == 0)
                    {
                        return new TradeReceipt(stored, new Receipt(0, store.Acknowledgement));
                    }

                    if (target is not null)
                    {
                        throw new TradeConflictException(id, stored.Status, differences);
                    }
                }

                return await AppendAsync(rows, null, null).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Replaces a trade that is over, and keeps the version it replaces.</summary>
    public Task<TradeReceipt> CorrectAsync(Trade corrected, string reason, CancellationToken cancellationToken) =>
        _locks.RunAsync(
            corrected.Id,
            async () =>
            {
                var row = await FindAsync(corrected.Id, cancellationToken).ConfigureAwait(false) ?? throw new TradeNotFoundException(corrected.Id);
                var stored = TradeMapper.Read(row);
                if (!TradeRules.IsFinal(stored.Status) || !TradeRules.IsFinal(corrected.Status))
                {
                    throw new TradeStateException(corrected.Id, stored.Status, TradeRules.IsFinal(stored.Status) ? $"turn back into {TradeWords.Of(corrected.Status)}" : "correct");
                }

                var trade = corrected.Status == TradeStatus.Closed ? PnlCalculator.Renew(corrected, stored) : corrected;
                trade = Complete(trade, stored.Id, corrected.Status, stored) with { Revision = stored.Revision + 1 };
                var rows = TradeMapper.Write(trade);
                if (stored.Status == trade.Status && TradeRules.Compare(row, rows[0]).Count == 0)
                {
                    return new TradeReceipt(stored, new Receipt(0, store.Acknowledgement));
                }

                return await AppendAsync(rows, stored, TradeMapper.WriteRevision(stored, trade.UpdatedAt, reason)).ConfigureAwait(false);
            },
            cancellationToken);

    public async Task<Row?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        _fresh.Contains(id) ? null : await store.FindAsync(TradeMapper.Key(id), cancellationToken).ConfigureAwait(false);

    private Trade Complete(Trade trade, Guid id, TradeStatus status, Trade? stored)
    {
        var now = time.GetUtcNow();
        var complete = trade with
        {
            Id = id,
            Status = status,
            CreatedAt = stored?.CreatedAt ?? trade.CreatedAt ?? now,
            UpdatedAt = now,
            Revision = stored?.Revision ?? 1,
        };
        complete = status == TradeStatus.Closed ? PnlCalculator.Complete(complete) : complete;
        return complete with { StatusTime = TradeRules.StatusTime(complete, stored) };
    }

    // The token is not passed on: a change that is under way must end before the next one of its trade looks.
    private async Task<TradeReceipt> AppendAsync(RowSet rows, Trade? replaced, RowSet? revision)
    {
        var trade = TradeMapper.Read(rows[0]);
        var removed = replaced?.Status == TradeStatus.Closed ? replaced : null;
        var added = trade.Status == TradeStatus.Closed ? trade : null;
        var countsAlike = removed is not null && added is not null
            && (removed.Symbol, removed.ExitTime, removed.PnlUsd) == (added.Symbol, added.ExitTime, added.PnlUsd);
        var counts = (removed is not null || added is not null) && !countsAlike;
        StatsStep? step = null;
        var receipt = await store.AppendAsync(Compose, Accept, CancellationToken.None).ConfigureAwait(false);
        return new TradeReceipt(trade, receipt);

        Change Compose()
        {
            List<RowSet> sets = [rows];
            if (revision is not null)
            {
                sets.Add(revision);
            }

            if (counts)
            {
                step = _stats.Compose(removed, added);
                sets.Add(step.Rows);
            }

            return Change.Upsert(sets);
        }

        void Accept()
        {
            _fresh.Remove(trade.Id);
            if (step is not null)
            {
                _stats.Accept(step);
            }
        }
    }
}
