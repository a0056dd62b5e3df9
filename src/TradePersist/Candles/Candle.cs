namespace TradePersist.Candles;

/// <summary>One bar of a price series. Its key is symbol, timeframe and timestamp.</summary>
/// <param name="Symbol">The instrument as the venue names it, 1 to 64 characters, compared exactly: <c>BTCUSDT</c>, <c>4/USDT:USDT</c>, <c>SPY241218C00604000</c>.</param>
/// <param name="Timeframe">The length of a bar: a number without leading zeros and one of s, m, h, d, w, M (month), at most 8 characters: <c>1m</c>, <c>15m</c>, <c>4h</c>.</param>
/// <param name="Timestamp">The start of the bar; stored in UTC, cut to microseconds.</param>
/// <param name="Open">The first price, within low and high. Any sign: spreads trade below zero.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price, at most <paramref name="High"/>.</param>
/// <param name="Close">The last price, within low and high.</param>
/// <param name="Volume">The volume in the venue's unit, 0 or more.</param>
public readonly record struct Candle(
    string Symbol,
    string Timeframe,
    DateTimeOffset Timestamp,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume);
