using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// Finds the best or worst trade of a period. What a bucket names is at least as good as any of its trades, but may
/// have been corrected since. So the best bound is looked up; if the trade is no longer like that, its day and symbol
/// are read once, and the search goes on with what is found there.
/// </summary>
internal sealed class ExtremeFinder(IRecordStore store, ReadOptions? options, TierNames tiers, Dictionary<StatsKey, StatsBucket> buckets, long? cutoff)
{
    private readonly Dictionary<StatsKey, IReadOnlyList<Trade>> _read = [];

    /// <summary>The best trade for the sign 1, the worst for -1; null without trades.</summary>
    public async Task<Trade?> FindAsync(int sign, CancellationToken cancellationToken)
    {
        var order = Comparer<StatsExtreme>.Create((left, right) => StatsExtreme.Compare(left, right, sign));
        var bounds = new PriorityQueue<StatsKey, StatsExtreme>(order);
        foreach (var (key, bucket) in buckets)
        {
            if ((sign > 0 ? bucket.Best : bucket.Worst) is { } bound)
            {
                bounds.Enqueue(key, bound);
            }
        }

        while (bounds.TryDequeue(out var key, out var bound))
        {
            if (_read.TryGetValue(key, out var known) && known.FirstOrDefault(trade => IsLike(trade, bound, key)) is { } seen)
            {
                return seen;
            }

            if (known is null && await GetAsync(bound.Id, cancellationToken).ConfigureAwait(false) is { } trade && IsLike(trade, bound, key))
            {
                return trade;
            }

            if (await ReadAsync(key, sign, cancellationToken).ConfigureAwait(false) is { } current)
            {
                bounds.Enqueue(key, current);
            }
        }

        return null;
    }

    private static bool IsLike(Trade trade, StatsExtreme bound, StatsKey key) =>
        trade.Id == bound.Id && trade.Status == TradeStatus.Closed && trade.PnlUsd == bound.Pnl && trade.Symbol == key.Symbol
        && Timestamps.ToMicroseconds(trade.ExitTime!.Value) == bound.Exit;

    private async Task<StatsExtreme?> ReadAsync(StatsKey key, int sign, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(key, out var trades))
        {
            var from = cutoff is { } cut ? Math.Max(cut, key.Day) : key.Day;
            var found = await store.ReadAllAsync(TradeQueries.Closed(key.Symbol, from, key.Day + StatsKey.DayLength), TradeMapper.Read, options, cancellationToken).ConfigureAwait(false);
            tiers.Add(found.Tier, found.IsComplete);
            _read[key] = trades = found;
        }

        var sum = trades.Aggregate(default(StatsBucket), (sum, trade) => sum.Add(trade));
        return sign > 0 ? sum.Best : sum.Worst;
    }

    private async Task<Trade?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var answer = await store.QueryAsync(TradeQueries.ById(id), options, cancellationToken).ConfigureAwait(false);
        tiers.Add(answer.Tier, answer.IsComplete);
        return answer.Rows.Count == 0 ? null : TradeMapper.Read(answer.Rows[0]);
    }
}
