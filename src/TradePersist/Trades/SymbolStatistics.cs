namespace TradePersist.Trades;

/// <summary>Statistics of one symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Trades">How many closed trades.</param>
/// <param name="Wins">How many of them with a profit above zero.</param>
/// <param name="Pnl">The sum of profit and loss in money.</param>
/// <param name="WinRate">Wins in percent of trades, at most 18 decimals.</param>
public sealed record SymbolStatistics(string Symbol, long Trades, long Wins, decimal Pnl, decimal WinRate);
