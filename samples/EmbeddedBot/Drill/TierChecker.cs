using EmbeddedBot.Report;
using TradePersist;
using TradePersist.Trades;
using TradePersist.Trails;

namespace EmbeddedBot.Drill;

/// <summary>Holds what one tier stores against what was acknowledged.</summary>
internal sealed class TierChecker(TradePersistence memory, string tier, TierContent content, AcknowledgedRecords acknowledged)
{
    private readonly ReadOptions _options = new() { Tier = tier, Timeout = TimeSpan.FromSeconds(60) };

    public async Task<TableCheck> CandlesAsync()
    {
        long keys = 0, found = 0, inFlight = 0;
        var stats = await memory.Candles.GetStatsAsync(_options);
        foreach (var series in stats.Series)
        {
            var expected = acknowledged.Candles.GetValueOrDefault(series.Symbol, []);
            await foreach (var candle in memory.Candles.StreamAsync(series.Symbol, series.Timeframe, options: _options))
            {
                keys++;
                if (!expected.Contains(candle.Timestamp))
                {
                    inFlight++;
                }
                else if (candle == DrillRecords.Candle(candle.Symbol, candle.Timestamp))
                {
                    found++;
                }
            }
        }

        return new TableCheck(tier, "candles", acknowledged.CandleCount, found, content.Rows["candles"] - keys, inFlight);
    }

    /// <summary>A trade is found when it has come as far as was acknowledged and says what was written.</summary>
    public TableCheck Trades(IReadOnlyList<Trade> trades)
    {
        var found = trades.Count(trade => acknowledged.Trades.TryGetValue(trade.Id, out var stage) && TradeStage.Of(trade) >= stage && IsAsWritten(trade));
        var inFlight = trades.Count(trade => !acknowledged.Trades.ContainsKey(trade.Id));
        var orders = trades.Select(trade => trade.OrderId).Distinct().Count();
        return new TableCheck(tier, "trades", acknowledged.Trades.Count, found, content.Rows["trades"] - orders, inFlight);
    }

    /// <summary>A trail is found when it is as new as was acknowledged, and all of its 15 rows are of one version.</summary>
    public async Task<TableCheck> TrailsAsync()
    {
        long keys = 0, found = 0, inFlight = 0;
        var query = new TrailQuery { Limit = TrailQuery.MaxLimit / Trail.MinuteCount * Trail.MinuteCount };
        while (query is not null)
        {
            // In the order of entry and minute; pages end where trails end, unless one has not all of its rows.
            var page = await memory.Trails.FindAsync(query, _options);
            foreach (var trail in page.GroupBy(minute => minute.BuyinId))
            {
                keys += trail.Select(minute => minute.Minute).Distinct().Count();
                if (!acknowledged.Trails.TryGetValue(trail.Key, out var version))
                {
                    inFlight++;
                }
                else if (IsAsWritten([.. trail], version))
                {
                    found++;
                }
            }

            query = page.Next is null ? null : query with { Cursor = page.Next };
        }

        return new TableCheck(tier, "trails", acknowledged.Trails.Count, found, content.Rows["buyin_trail_minutes"] - keys, inFlight);
    }

    public async Task<IReadOnlyList<Trade>> AllTradesAsync()
    {
        var trades = new List<Trade>();
        var query = new TradeHistoryQuery { Limit = 5_000 };
        while (true)
        {
            var page = await memory.Trades.GetHistoryAsync(query, _options);
            trades.AddRange(page);
            if (page.Next is null)
            {
                return trades;
            }

            query = query with { Cursor = page.Next };
        }
    }

    private static bool IsAsWritten(Trade trade)
    {
        var written = DrillRecords.Trade(trade.OrderId!);
        return (trade.Symbol, trade.Side, trade.Quantity, trade.EntryPrice) == (written.Symbol, written.Side, written.Quantity, written.EntryPrice)
            && (trade.StopLoss is null || trade.StopLoss == DrillRecords.Stop(written))
            && (trade.Status != TradeStatus.Closed || trade.ExitPrice == DrillRecords.Exit(written).Price);
    }

    private static bool IsAsWritten(IReadOnlyList<TrailMinute> trail, int acknowledged)
    {
        var version = (int)(trail[0].GetDouble("pat_breakout_score") ?? 0);
        return version >= acknowledged
            && trail.Count == Trail.MinuteCount
            && trail.All(minute => minute.GetDouble("pat_breakout_score") == version
                && minute.GetDouble("pm_close_price") == DrillRecords.ClosePrice(minute.BuyinId, minute.Minute, version));
    }
}
