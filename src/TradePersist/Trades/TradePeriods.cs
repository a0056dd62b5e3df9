namespace TradePersist.Trades;

/// <summary>Statistics of the three usual periods.</summary>
/// <param name="AllTime">Every closed trade.</param>
/// <param name="Last7Days">Closed in the last 7 times 24 hours.</param>
/// <param name="Last30Days">Closed in the last 30 times 24 hours.</param>
public sealed record TradePeriods(TradeStatistics AllTime, TradeStatistics Last7Days, TradeStatistics Last30Days);
