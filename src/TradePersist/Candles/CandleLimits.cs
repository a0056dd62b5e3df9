namespace TradePersist.Candles;

/// <summary>Bounds of the candle store.</summary>
public static class CandleLimits
{
    /// <summary>The most candles that are written as one atomic unit: 2,000, about 200 kB of journal.</summary>
    public const int PerChange = 2000;
}
