namespace TradePersist.Trades;

/// <summary>A profit or loss.</summary>
/// <param name="Usd">In money, net of fees, at most 18 decimals.</param>
/// <param name="Percent">In percent of the margin, at most 18 decimals.</param>
public readonly record struct TradePnl(decimal Usd, decimal Percent);
