using System.Globalization;
using TradePersist.Candles;

namespace TradePersist.Tests.Support;

/// <summary>Candles that tests can tell apart.</summary>
internal static class Bars
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Candle One(int minute, double close = 100, string symbol = "BTC") =>
        new(symbol, "1m", Start.AddMinutes(minute), close, close + 1, close - 1, close, 10);

    public static IReadOnlyList<Candle> Many(int count, string symbol = "BTC") =>
        [.. Enumerable.Range(0, count).Select(minute => One(minute, 100 + minute, symbol))];

    public static string Key(Candle candle) => string.Create(CultureInfo.InvariantCulture, $"{candle.Symbol}|{candle.Timeframe}|{candle.Timestamp:O}");
}
