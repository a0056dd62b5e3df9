using System.Diagnostics;
using TradePersist.Benchmarks.Harness;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>A range of one series, against a prepared query on a connection that stays open.</summary>
internal sealed class CandleRange : IBenchmark
{
    private const int Length = 1000;
    private const int Series = 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public string Name => "sqlite: read of a range of candles";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("range");
        var minutes = context.Scale(5_000, 2_000);
        var reads = context.Scale(200, 10);
        await using var store = await Stores.OpenAsync(folder);
        await store.Candles.SaveAsync(CandleFeed.Make(minutes * Series, seed: 1));
        await store.DrainedAsync(Deadline);
        using var baseline = new HandWrittenRange(Path.Combine(folder, SqliteBuilderExtensions.DefaultFile));

        var compared = await Alternation.RunAsync(
            context.Scale(9, 2),
            number => MeasureAsync(number, async (symbol, from) => (await store.Candles.LoadAsync(symbol, CandleFeed.Timeframe, from, from.AddMinutes(Length))).Count),
            number => MeasureAsync(number, (symbol, from) => Task.FromResult(baseline.Load(symbol, CandleFeed.Timeframe, from, from.AddMinutes(Length)).Count)));
        return
        [
            ResultRow.Of($"Candles.LoadAsync of a range of {Length}, p50", "us", compared[0], "hand-written", Target.RatioAtMost(1.3)),
            ResultRow.Of($"Candles.LoadAsync of a range of {Length}, p99", "us", compared[1], "hand-written"),
        ];

        async Task<double[]> MeasureAsync(int number, Func<string, DateTimeOffset, Task<int>> load)
        {
            var random = new Random(number);
            var ticks = new Ticks(reads);
            for (var i = 0; i < reads; i++)
            {
                var symbol = CandleFeed.Symbol(random.Next(Series));
                var from = CandleFeed.Start.AddMinutes(random.Next(minutes - Length + 1));
                var started = Stopwatch.GetTimestamp();
                var count = await load(symbol, from);
                ticks.AddSince(started);
                if (count != Length)
                {
                    throw new InvalidOperationException($"{count} candles were found instead of {Length}.");
                }
            }

            return [ticks.Percentile(0.5), ticks.Percentile(0.99)];
        }
    }
}
