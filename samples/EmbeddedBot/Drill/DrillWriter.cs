using System.Globalization;
using TradePersist;
using TradePersist.Candles;
using TradePersist.Trades;

namespace EmbeddedBot.Drill;

/// <summary>One of the writers of a drill: candles and whole lives of trades, as fast as they are acknowledged.</summary>
internal sealed class DrillWriter(TradePersistence memory, AckLog log, int life, int writer)
{
    public async Task RunAsync(CancellationToken stop)
    {
        for (var step = 0; !stop.IsCancellationRequested; step++)
        {
            await CandlesAsync(step);
            await TradeAsync(step);
            await TrailAsync(step);
        }
    }

    private async Task CandlesAsync(int step)
    {
        var candles = DrillRecords.Candles(life, writer, step);
        await memory.Candles.SaveAsync(candles);
        foreach (var candle in candles)
        {
            log.Write($"candles,{Acknowledgements.Key(candle)}");
        }
    }

    private async Task TradeAsync(int step)
    {
        var order = DrillRecords.Trade(life, writer, step);
        var opened = DrillRecords.Time(life, step);
        var placed = Acknowledged(await memory.Trades.PlaceAsync(order), TradeStage.Placed);
        if (step % 5 == 4)
        {
            Acknowledged(await memory.Trades.CancelAsync(placed.Id, "drill"), TradeStage.Over);
            return;
        }

        var open = Acknowledged(await memory.Trades.OpenAsync(placed with { EntryTime = opened }), TradeStage.Open);
        Acknowledged(await memory.Trades.UpdateAsync(open.Id, trade => trade with { StopLoss = DrillRecords.Stop(trade) }), TradeStage.StopSet);
        Acknowledged(await memory.Trades.CloseAsync(open.Id, DrillRecords.Exit(order) with { Time = opened.AddMinutes(3) }), TradeStage.Over);
    }

    /// <summary>Saved and saved again: the second version replaces the rows of the first as a whole.</summary>
    private async Task TrailAsync(int step)
    {
        var id = DrillRecords.BuyinId(life, writer, step);
        for (var version = 1; version <= DrillRecords.TrailVersions; version++)
        {
            await memory.Trails.SaveAsync(id, DrillRecords.TrailOf(id, version));
            log.Write(string.Create(CultureInfo.InvariantCulture, $"trails,{id},{version}"));
        }
    }

    private Trade Acknowledged(TradeReceipt receipt, int stage)
    {
        log.Write($"trades,{receipt.Id},{stage}");
        return receipt.Trade;
    }
}
