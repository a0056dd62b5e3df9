using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// What the closed trades of one UTC day and symbol add up to, by shard. A shard is one run of one tracker: it alone
/// writes its rows, as absolute values, so no write has to read and no run overwrites another. Readers sum over shards.
/// </summary>
internal static class TradeStatsTable
{
    public static readonly Column Day = Column.Timestamp("day");
    public static readonly Column Symbol = Column.Text("symbol", 64);
    public static readonly Column Shard = Column.Guid("shard");
    public static readonly Column Trades = Column.Int64("trades");
    public static readonly Column Wins = Column.Int64("wins");
    public static readonly Column Losses = Column.Int64("losses");
    public static readonly Column GrossProfit = Column.Decimal("gross_profit");
    public static readonly Column GrossLoss = Column.Decimal("gross_loss");
    public static readonly Column BestPnl = Column.Decimal("best_pnl", nullable: true);
    public static readonly Column BestTradeId = Column.Guid("best_trade_id", nullable: true);
    public static readonly Column BestExitTime = Column.Timestamp("best_exit_time", nullable: true);
    public static readonly Column WorstPnl = Column.Decimal("worst_pnl", nullable: true);
    public static readonly Column WorstTradeId = Column.Guid("worst_trade_id", nullable: true);
    public static readonly Column WorstExitTime = Column.Timestamp("worst_exit_time", nullable: true);

    public static readonly Table Table = new(
        "trade_stats",
        [Day, Symbol, Shard, Trades, Wins, Losses, GrossProfit, GrossLoss, BestPnl, BestTradeId, BestExitTime, WorstPnl, WorstTradeId, WorstExitTime],
        key: [Day, Symbol, Shard],
        time: Day);
}
