using System.Globalization;
using TradePersist.Benchmarks.Harness;

namespace TradePersist.Benchmarks.Trades;

/// <summary>What a trade costs with a million stored ones, against a thousand: two stores that are open side by side.</summary>
internal sealed class TradeScale : IBenchmark
{
    private const string Few = "1,000 trades";

    public string Name => "trades: a million stored ones against a thousand";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var many = context.Scale(1_000_000, 20_000);
        await using var few = await TradeProbe.OpenAsync(context.Clean("few"), 1_000);
        await using var full = await TradeProbe.OpenAsync(context.Clean("many"), many);
        var sizes = string.Create(CultureInfo.InvariantCulture, $"{many:N0} trades");
        var rows = new List<ResultRow>();
        var added = await CompareAsync("Trades.AddAsync", 11, context.Scale(100, 20), (probe, times) => probe.AddAsync(times), Target.RatioAtMost(1.5));
        rows.Add(ResultRow.Of($"Trades.AddAsync, {sizes}, p99", "us", added[1], Few));
        await CompareAsync("Trades.OpenAsync and CloseAsync", 5, context.Scale(50, 10), (probe, times) => probe.OpenAndCloseAsync(times));
        await CompareAsync("Trades.GetAsync, recent", 5, context.Scale(500, 20), (probe, times) => probe.GetRecentAsync(times));
        await CompareAsync("Trades.GetAsync, oldest", 5, context.Scale(500, 20), (probe, times) => probe.GetOldAsync(times));
        await CompareAsync("Trades.GetStatisticsAsync, all", 5, context.Scale(10, 2), (probe, times) => probe.GetStatisticsAsync(times));
        return rows;

        async Task<Comparison[]> CompareAsync(string what, int rounds, int times, Func<TradeProbe, int, Task<double[]>> measure, Target? target = null)
        {
            var compared = await Alternation.RunAsync(context.Scale(rounds, 2), _ => measure(full, times), _ => measure(few, times));
            rows.Add(ResultRow.Of($"{what}, {sizes}, p50", "us", compared[0], Few, target));
            return compared;
        }
    }
}
