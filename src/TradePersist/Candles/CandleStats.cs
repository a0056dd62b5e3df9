namespace TradePersist.Candles;

/// <summary>What is stored of all candles, every timeframe included.</summary>
/// <param name="Series">Per symbol and timeframe, ordered by both.</param>
/// <param name="SizeBytes">The bytes that the tier takes, other tables included.</param>
/// <param name="Tier">The tier that answered.</param>
/// <param name="IsComplete">Whether the tier knows every candle.</param>
public sealed record CandleStats(IReadOnlyList<CandleSeriesStats> Series, long SizeBytes, string Tier, bool IsComplete)
{
    /// <summary>How many different symbols.</summary>
    public int Symbols => Series.Select(series => series.Symbol).Distinct(StringComparer.Ordinal).Count();

    /// <summary>How many candles.</summary>
    public long Candles => Series.Sum(series => series.Count);
}
