using System.Numerics;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// What the closed trades of one day and symbol add up to in one shard; sums in units of 10^-18. A corrected trade is
/// taken out of the shard that corrects it, whichever counted it, so counts and sums of one shard may be below zero;
/// those over all shards are exact. Best and worst are bounds: they may name a trade that has been corrected since.
/// </summary>
internal readonly record struct StatsBucket(long Trades, long Wins, BigInteger GrossProfit, BigInteger GrossLoss, StatsExtreme? Best, StatsExtreme? Worst)
{
    public StatsBucket Add(Trade trade)
    {
        var extreme = new StatsExtreme(trade.PnlUsd!.Value, Timestamps.ToMicroseconds(trade.ExitTime!.Value), trade.Id);
        return Sum(trade, 1) with { Best = StatsExtreme.Of(Best, extreme, 1), Worst = StatsExtreme.Of(Worst, extreme, -1) };
    }

    public StatsBucket Remove(Trade trade) => Sum(trade, -1);

    public StatsBucket Add(StatsBucket other) => new(
        Trades + other.Trades,
        Wins + other.Wins,
        GrossProfit + other.GrossProfit,
        GrossLoss + other.GrossLoss,
        StatsExtreme.Of(Best, other.Best, 1),
        StatsExtreme.Of(Worst, other.Worst, -1));

    public static StatsBucket Read(Row row) => new(
        row[TradeStatsTable.Trades].AsInt64(),
        row[TradeStatsTable.Wins].AsInt64(),
        Decimals.ToScaled(row[TradeStatsTable.GrossProfit].AsDecimal()),
        Decimals.ToScaled(row[TradeStatsTable.GrossLoss].AsDecimal()),
        ReadExtreme(row, TradeStatsTable.BestPnl, TradeStatsTable.BestExitTime, TradeStatsTable.BestTradeId),
        ReadExtreme(row, TradeStatsTable.WorstPnl, TradeStatsTable.WorstExitTime, TradeStatsTable.WorstTradeId));

    /// <summary>Throws <see cref="DecimalOverflowException"/> or <see cref="RecordValidationException"/> when a sum does not fit its column.</summary>
    public void Write(RowWriter writer, StatsKey key, Guid shard)
    {
        writer.Begin();
        writer.Set(TradeStatsTable.Day, Timestamps.FromMicroseconds(key.Day));
        writer.Set(TradeStatsTable.Symbol, key.Symbol);
        writer.Set(TradeStatsTable.Shard, shard);
        writer.Set(TradeStatsTable.Trades, Trades);
        writer.Set(TradeStatsTable.Wins, Wins);
        writer.Set(TradeStatsTable.Losses, Trades - Wins);
        writer.Set(TradeStatsTable.GrossProfit, Decimals.FromScaled(GrossProfit));
        writer.Set(TradeStatsTable.GrossLoss, Decimals.FromScaled(GrossLoss));
        writer.Set(TradeStatsTable.BestPnl, Best?.Pnl);
        writer.Set(TradeStatsTable.BestExitTime, Time(Best));
        writer.Set(TradeStatsTable.BestTradeId, Best?.Id);
        writer.Set(TradeStatsTable.WorstPnl, Worst?.Pnl);
        writer.Set(TradeStatsTable.WorstExitTime, Time(Worst));
        writer.Set(TradeStatsTable.WorstTradeId, Worst?.Id);
        writer.End();
    }

    private static DateTimeOffset? Time(StatsExtreme? extreme) => extreme is { } some ? Timestamps.FromMicroseconds(some.Exit) : null;

    private static StatsExtreme? ReadExtreme(Row row, Column pnl, Column exit, Column id) =>
        row[id].IsNull ? null : new StatsExtreme(row[pnl].AsDecimal(), row[exit].AsMicroseconds(), row[id].AsGuid());

    private StatsBucket Sum(Trade trade, int sign)
    {
        var pnl = Decimals.ToScaled(trade.PnlUsd!.Value) * sign;
        var isWin = trade.PnlUsd > 0;
        return this with
        {
            Trades = Trades + sign,
            Wins = Wins + (isWin ? sign : 0),
            GrossProfit = GrossProfit + (isWin ? pnl : 0),
            GrossLoss = GrossLoss + (isWin ? 0 : pnl),
        };
    }
}
