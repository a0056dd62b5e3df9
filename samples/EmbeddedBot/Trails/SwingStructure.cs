using TradePersist.Candles;

namespace EmbeddedBot.Trails;

/// <summary>
/// Turning points of the candles: one whose low is below that of both neighbours, or whose high is above. Lows that rise
/// make a bullish structure, highs that fall a bearish one. With fewer than two of them it is not known.
/// </summary>
internal static class SwingStructure
{
    public static Dictionary<string, object?> Of(IReadOnlyList<Candle> candles)
    {
        var inner = Enumerable.Range(1, Math.Max(0, candles.Count - 2)).ToList();
        var lows = inner.Where(i => candles[i].Low < candles[i - 1].Low && candles[i].Low < candles[i + 1].Low).Select(i => candles[i].Low).ToList();
        var highs = inner.Where(i => candles[i].High > candles[i - 1].High && candles[i].High > candles[i + 1].High).Select(i => candles[i].High).ToList();
        bool? higherLows = lows.Count < 2 ? null : lows[^1] > lows[0];
        bool? lowerHighs = highs.Count < 2 ? null : highs[^1] < highs[0];
        return new Dictionary<string, object?>
        {
            ["higher_lows"] = higherLows,
            ["lower_highs"] = lowerHighs,
            ["trend"] = (higherLows, lowerHighs) switch
            {
                (true, not true) => "bullish",
                (not true, true) => "bearish",
                (null, null) => null,
                _ => "neutral",
            },
        };
    }
}
