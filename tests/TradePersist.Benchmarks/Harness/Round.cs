namespace TradePersist.Benchmarks.Harness;

/// <summary>Measures one side once. Returns its figures, always as many and in the same order. Round 0 warms up.</summary>
internal delegate Task<double[]> Round(int number);
