using TradePersist.Model;

namespace TradePersist.Trades;

internal static class TradeTables
{
    public static readonly IReadOnlyList<Table> All = [TradeTable.Trades.Table, TradeTable.Revisions.Table, TradeStatsTable.Table];
}
