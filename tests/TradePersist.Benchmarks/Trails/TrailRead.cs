using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Trails;

namespace TradePersist.Benchmarks.Trails;

/// <summary>One trail by its entry, from a tier by its name, against a command on a connection that stays open.</summary>
internal sealed class TrailRead(TrailEngine engine) : IBenchmark
{
    public string Name => $"trails: read of one from {engine.Name}";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("trail-read");
        var trails = context.Scale(5_000, 200);
        var reads = context.Scale(300, 10);
        var copy = await engine.FillAsync(folder, trails);
        var options = new ReadOptions { Tier = engine.Name };
        await using var store = await engine.OpenStoreAsync(folder);
        using var baseline = new HandWrittenTrailReader(engine, copy, "WHERE buyin_id = $1 ORDER BY minute");
        var compared = await Alternation.RunAsync(
            context.Scale(9, 2),
            number => MeasureAsync(number, async id => (await store.Trails.GetAsync(id, options))?.Minutes.Count),
            number => MeasureAsync(number, id => Task.FromResult<int?>(baseline.Read(id).Count)));
        return
        [
            ResultRow.Of($"Trails.GetAsync from {engine.Name}, p50", "us", compared[0], "hand-written", Target.RatioAtMost(1.3)),
            ResultRow.Of($"Trails.GetAsync from {engine.Name}, p99", "us", compared[1], "hand-written"),
        ];

        async Task<double[]> MeasureAsync(int number, Func<long, Task<int?>> read)
        {
            var random = new Random(number);
            var ticks = new Ticks(reads);
            for (var i = 0; i < reads; i++)
            {
                var id = random.NextInt64(trails);
                var started = Stopwatch.GetTimestamp();
                var rows = await read(id);
                ticks.AddSince(started);
                if (rows != Trail.MinuteCount)
                {
                    throw new InvalidOperationException($"Trail {id} has {rows} rows.");
                }
            }

            return [ticks.Percentile(0.5), ticks.Percentile(0.99)];
        }
    }
}
