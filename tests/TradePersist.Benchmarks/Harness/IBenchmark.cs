namespace TradePersist.Benchmarks.Harness;

internal interface IBenchmark
{
    string Name { get; }

    Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context);
}
