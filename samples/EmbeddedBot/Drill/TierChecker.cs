using EmbeddedBot.Report;
using TradePersist;
using TradePersist.Trades;

namespace EmbeddedBot.Drill;

/// <summary>Holds what one tier stores against what was acknowledged.</summary>
internal sealed class TierChecker(TradePersistence memory, string tier, AcknowledgedRecords acknowledged)
{
    private readonly ReadOptions _options = new() { Tier = tier, Timeout = TimeSpan.FromSeconds(60) };

    public async Task<TableCheck> CandlesAsync()
    {
        long found = 0, inFlight = 0;
        var stats = await memory.Candles.GetStatsAsync(_options);
        foreach (var series in stats.Series)
        {
            var expected = acknowledged.Candles.GetValueOrDefault(series.Symbol, []);
            await foreach (var candle in memory.Candles.StreamAsync(series.Symbol, series.Timeframe, options: _options))
            {
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

        var duplicated = await DuplicatesAsync("candles", "symbol, timeframe, ts");
        return new TableCheck(tier, "candles", acknowledged.CandleCount, found, duplicated, inFlight);
    }

    /// <summary>A trade is found when it has come as far as was acknowledged and says what was written.</summary>
    public async Task<TableCheck> TradesAsync(IReadOnlyList<Trade> trades)
    {
        var found = trades.Count(trade => acknowledged.Trades.TryGetValue(trade.Id, out var stage) && TradeStage.Of(trade) >= stage && IsAsWritten(trade));
        var inFlight = trades.Count(trade => !acknowledged.Trades.ContainsKey(trade.Id));
        var duplicated = await DuplicatesAsync("trades", "id") + await DuplicatesAsync("trades", "order_id");
        return new TableCheck(tier, "trades", acknowledged.Trades.Count, found, duplicated, inFlight);
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

    private async Task<long> DuplicatesAsync(string table, string key)
    {
        var sql = $"SELECT '{table}' AS Name, COALESCE(SUM(n - 1), 0) AS Rows FROM (SELECT COUNT(*) AS n FROM {table} GROUP BY {key})";
        return (await memory.QueryAsync<RowCount>(tier, sql, options: _options))[0].Rows;
    }
}
