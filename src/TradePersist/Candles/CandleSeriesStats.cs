namespace TradePersist.Candles;

/// <summary>What is stored of one symbol and timeframe.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Timeframe">The timeframe.</param>
/// <param name="Count">How many candles, 1 or more.</param>
/// <param name="First">The timestamp of the oldest, in UTC.</param>
/// <param name="Last">The timestamp of the newest, in UTC.</param>
public sealed record CandleSeriesStats(string Symbol, string Timeframe, long Count, DateTimeOffset First, DateTimeOffset Last);
