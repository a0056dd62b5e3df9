namespace TradePersist.Benchmarks.Harness;

/// <summary>One figure of both sides, from the same rounds.</summary>
internal sealed record Comparison(Series Ours, Series Baseline);
