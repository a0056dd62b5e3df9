using System.Diagnostics;
using System.Globalization;
using TradePersist.Benchmarks.Harness;
using TradePersist.Model;
using TradePersist.Trails;
using Is = TradePersist.Model.Comparison;

namespace TradePersist.Benchmarks.Trails;

/// <summary>The entries with the highest scores, out of a million rows, against the same in SQL.</summary>
internal sealed class TrailFilter : IBenchmark
{
    private const int Limit = 100;

    private readonly TrailEngine _engine = TrailEngine.DuckDb;

    public string Name => "trails: the filter query";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("trail-filter");
        var trails = context.Scale(1_000_000, 15_000) / Trail.MinuteCount;
        var queries = context.Scale(10, 3);
        var copy = await _engine.FillAsync(folder, trails);
        var options = new ReadOptions { Tier = _engine.Name, Timeout = TimeSpan.FromMinutes(1) };
        await using var store = await _engine.OpenStoreAsync(folder);
        using var baseline = new HandWrittenTrailReader(
            _engine,
            copy,
            string.Create(CultureInfo.InvariantCulture, $"WHERE minute = 0 AND {TrailTable.Score} > $1 ORDER BY {TrailTable.Score} DESC, buyin_id, minute LIMIT {Limit}"));
        var compared = await Alternation.RunAsync(
            context.Scale(5, 1),
            number => MeasureAsync(number, async score => (await store.Trails.FindAsync(Above(score), options)).Count),
            number => MeasureAsync(number, score => Task.FromResult(baseline.Read(score).Count)));
        return
        [
            ResultRow.Of($"Trails.FindAsync, best {Limit} scores of {trails * Trail.MinuteCount:N0} rows, p50", "us", compared[0], "the same in SQL", Target.RatioAtMost(1.3)),
        ];

        async Task<double[]> MeasureAsync(int number, Func<double, Task<int>> find)
        {
            var random = new Random(number);
            var ticks = new Ticks(queries);
            for (var i = 0; i < queries; i++)
            {
                var score = random.NextDouble() / 2;
                var started = Stopwatch.GetTimestamp();
                var rows = await find(score);
                ticks.AddSince(started);
                if (rows != Limit)
                {
                    throw new InvalidOperationException($"{rows} rows were found above {score}.");
                }
            }

            return [ticks.Percentile(0.5)];
        }
    }

    private static TrailQuery Above(double score) => new()
    {
        Where = [new("minute", Is.Equal, Value.Of(0L)), new(TrailTable.Score, Is.Greater, Value.Of(score))],
        OrderBy = [new(TrailTable.Score, Descending: true)],
        Limit = Limit,
    };
}
