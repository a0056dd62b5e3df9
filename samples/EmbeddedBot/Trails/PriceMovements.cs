using TradePersist.Candles;
using TradePersist.Trails;

namespace EmbeddedBot.Trails;

/// <summary>What one-minute candles tell about each of the 15 minutes before an entry. Minute 0 is the candle that closed last.</summary>
internal static class PriceMovements
{
    private const int AverageLength = 5;

    /// <summary>Adds a record per minute that has a candle.</summary>
    public static void AddTo(TrailPayload payload, string section, CandleWindow window, DateTimeOffset end)
    {
        for (var minute = 0; minute < Trail.MinuteCount; minute++)
        {
            if (window.At(end.AddMinutes(-minute - 1)) is { } candle)
            {
                payload.AddMinute(section, minute, Record(window, candle));
            }
        }
    }

    private static Dictionary<string, object?> Record(CandleWindow window, Candle candle)
    {
        var range = candle.High - candle.Low;
        return new Dictionary<string, object?>
        {
            ["price_change_1m"] = Percent(candle.Close - candle.Open, candle.Open),
            ["price_change_5m"] = Change(window, candle, 5),
            ["price_change_10m"] = Change(window, candle, 10),
            ["volatility_pct"] = Percent(range, candle.Open),
            ["body_range_ratio"] = range > 0 ? Math.Round(Math.Abs(candle.Close - candle.Open) / range, 6) : null,
            ["upper_wick_pct"] = Percent(candle.High - Math.Max(candle.Open, candle.Close), candle.Open),
            ["lower_wick_pct"] = Percent(Math.Min(candle.Open, candle.Close) - candle.Low, candle.Open),
            ["price_vs_ma5_pct"] = AverageClose(window, candle) is { } average ? Percent(candle.Close - average, average) : null,
            ["open_price"] = candle.Open,
            ["high_price"] = candle.High,
            ["low_price"] = candle.Low,
            ["close_price"] = candle.Close,
        };
    }

    // Minutes are minutes of the clock. Where the market has a gap, the change over it is not known.
    private static double? Change(CandleWindow window, Candle candle, int minutes) =>
        window.At(candle.Timestamp.AddMinutes(-minutes)) is { } before ? Percent(candle.Close - before.Close, before.Close) : null;

    private static double? AverageClose(CandleWindow window, Candle candle)
    {
        var sum = 0.0;
        for (var back = 0; back < AverageLength; back++)
        {
            if (window.At(candle.Timestamp.AddMinutes(-back)) is not { } one)
            {
                return null;
            }

            sum += one.Close;
        }

        return sum / AverageLength;
    }

    private static double? Percent(double part, double whole) => whole > 0 ? Math.Round(part / whole * 100, 6) : null;
}
