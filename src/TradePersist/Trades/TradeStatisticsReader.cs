using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// Adds up the day buckets of a period, and the trades of its first day where the period cuts it. Best and worst come
/// from the bounds in the buckets: see <see cref="ExtremeFinder"/>.
/// </summary>
internal sealed class TradeStatisticsReader(IRecordStore store, TimeProvider time)
{
    public async Task<TradeStatistics> ReadAsync(int? days, ReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days ?? 0, nameof(days));
        var now = time.GetUtcNow();
        long? cutoff = days is null or 0 || days >= (now - DateTimeOffset.MinValue).TotalDays ? null : Timestamps.ToMicroseconds(now.AddDays(-days.Value));
        long? firstDay = cutoff is { } cut ? StatsKey.DayOf(cut + StatsKey.DayLength - 1) : null;
        var tiers = new TierNames();
        var buckets = new Dictionary<StatsKey, StatsBucket>();

        IReadOnlyList<Trade> cutDay = firstDay > cutoff
            ? await ReadAllAsync(TradeQueries.Closed(null, cutoff, firstDay), TradeMapper.Read).ConfigureAwait(false)
            : [];
        foreach (var trade in cutDay)
        {
            var key = StatsKey.Of(trade);
            buckets[key] = buckets.GetValueOrDefault(key).Add(trade);
        }

        var rows = await ReadAllAsync(TradeQueries.Buckets(firstDay), row => row).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var key = new StatsKey(row[TradeStatsTable.Day].AsMicroseconds(), row[TradeStatsTable.Symbol].AsText());
            buckets[key] = buckets.GetValueOrDefault(key).Add(StatsBucket.Read(row));
        }

        var finder = new ExtremeFinder(store, options, tiers, buckets, cutoff);
        var best = await finder.FindAsync(1, cancellationToken).ConfigureAwait(false);
        var worst = await finder.FindAsync(-1, cancellationToken).ConfigureAwait(false);
        var tradingDays = best is null ? 0 : await CountDaysAsync().ConfigureAwait(false);
        return StatisticsCalculator.Calculate(buckets, tradingDays) with
        {
            Days = days is null or 0 ? null : days,
            CalculatedAt = now,
            BestTrade = best,
            WorstTrade = worst,
            Tier = tiers.ToString(),
            IsComplete = tiers.IsComplete,
        };

        async Task<ResultList<T>> ReadAllAsync<T>(Func<string?, int, Query> page, Func<Row, T> map, int most = int.MaxValue)
        {
            var found = await store.ReadAllAsync(page, map, options, cancellationToken, most).ConfigureAwait(false);
            tiers.Add(found.Tier, found.IsComplete);
            return found;
        }

        async Task<int> CountDaysAsync()
        {
            var first = await ReadAllAsync(TradeQueries.Closed(null, cutoff, null), TradeMapper.Read, 1).ConfigureAwait(false);
            var last = await ReadAllAsync(TradeQueries.Closed(null, cutoff, null, descending: true), TradeMapper.Read, 1).ConfigureAwait(false);
            return first.Count == 0 || last.Count == 0 ? 1 : (last[0].ExitTime!.Value - first[0].ExitTime!.Value).Days + 1;
        }
    }
}
