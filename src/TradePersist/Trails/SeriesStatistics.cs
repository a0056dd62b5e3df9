namespace TradePersist.Trails;

/// <summary>
/// Statistics of numbers in time order, computed unrounded and then rounded half to even: prices at 8 decimals,
/// percentages at 4. This is the one place where they are computed.
/// </summary>
internal sealed class SeriesStatistics(IReadOnlyList<double> numbers)
{
    private const int PriceDecimals = 8;
    private const int PercentDecimals = 4;

    public int Count => numbers.Count;

    private double Mean => numbers.Sum() / numbers.Count;

    /// <summary>The statistic; null where it is not defined, NaN or infinite where doubles cannot hold it.</summary>
    public double? Compute(TrailFunction function)
    {
        if (numbers.Count == 0)
        {
            return null;
        }

        return function switch
        {
            TrailFunction.Min => Round(numbers.Min(), PriceDecimals),
            TrailFunction.Max => Round(numbers.Max(), PriceDecimals),
            TrailFunction.First => Round(numbers[0], PriceDecimals),
            TrailFunction.Last => Round(numbers[^1], PriceDecimals),
            TrailFunction.Mean => Round(Mean, PriceDecimals),
            TrailFunction.RangePct => Round(OfStart(numbers.Max() - numbers.Min()), PercentDecimals),
            TrailFunction.ChangePct => Round(OfStart(numbers[^1] - numbers[0]), PercentDecimals),
            TrailFunction.VolatilityPct => Round(Volatility(), PercentDecimals),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a statistic."),
        };
    }

    private static double? Round(double? number, int decimals) =>
        number is { } some && double.IsFinite(some) ? ExactRounding.HalfToEven(some, decimals) : number;

    private double? OfStart(double difference) => numbers[0] > 0 ? difference / numbers[0] * 100 : null;

    // The deviation of the population, of the mean.
    private double? Volatility()
    {
        var mean = Mean;
        return numbers.Count < 2 || mean <= 0
            ? null
            : Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / numbers.Count) / mean * 100;
    }
}
