namespace TradePersist.Benchmarks.Harness;

/// <summary>One figure, measured once per round.</summary>
internal sealed class Series
{
    private readonly double[] _sorted;

    public Series(IEnumerable<double> rounds)
    {
        Rounds = [.. rounds];
        _sorted = [.. Rounds.Order()];
    }

    public IReadOnlyList<double> Rounds { get; }

    public double Low => _sorted[0];

    public double High => _sorted[^1];

    public double Median => _sorted.Length % 2 == 1
        ? _sorted[_sorted.Length / 2]
        : (_sorted[(_sorted.Length / 2) - 1] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>Round by round, because what disturbs the machine disturbs neighbours alike.</summary>
    public static Series Ratio(Series ours, Series baseline) =>
        new(ours.Rounds.Zip(baseline.Rounds, (left, right) => left / right));
}
