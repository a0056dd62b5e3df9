namespace TradePersist.Benchmarks.Harness;

/// <summary>One line of the report.</summary>
internal sealed record ResultRow(string What, string Unit, Series Ours)
{
    public Series? Baseline { get; init; }

    /// <summary>What the baseline is, in a few words.</summary>
    public string? Against { get; init; }

    public Target? Target { get; init; }

    public Series? Ratio => Baseline is null ? null : Series.Ratio(Ours, Baseline);

    public bool? IsMet => Target?.IsMet(this);

    public static ResultRow Of(string what, string unit, Comparison comparison, string against, Target? target = null) =>
        new(what, unit, comparison.Ours) { Baseline = comparison.Baseline, Against = against, Target = target };
}
