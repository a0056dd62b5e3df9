using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Trails;

namespace TradePersist.Benchmarks.Trails;

/// <summary>Trails the whole way: each saved until it is durable, and then until both tiers have all of them; the baseline writes both by hand, without a journal.</summary>
internal sealed class TrailSave : IBenchmark
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public string Name => "trails: from the call to the rows";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var count = context.Scale(1_000, 50);
        Trail[] trails = [.. TrailFeed.Stream(0, count, seed: 1)];
        var rows = Array.ConvertAll(trails, trail => TrailCells.Of([trail]));
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, BaselineAsync);
        return
        [
            ResultRow.Of("Trails.SaveAsync until durable, DuckDB and SQLite behind it, p50", "us", compared[0], "hand-written, into both, one commit each"),
            ResultRow.Of("Trails.SaveAsync of many until DuckDB and SQLite have them", "trails/s", compared[1], "hand-written, into both, one commit each"),
        ];

        async Task<double[]> OursAsync(int number)
        {
            await using var store = await TradePersistence.OpenAsync(builder => builder
                .UseDataFolder(context.Clean("trail-save"))
                .AddDuckDb()
                .AddSqlite(tier: tier => tier.Mirror()));
            var ticks = new Ticks(count);
            var rate = await Rate.OfAsync(count, async () =>
            {
                foreach (var trail in trails)
                {
                    var started = Stopwatch.GetTimestamp();
                    await store.Trails.SaveAsync(trail);
                    ticks.AddSince(started);
                }

                await store.DrainedAsync(Deadline);
            });
            return [ticks.Percentile(0.5), rate];
        }

        async Task<double[]> BaselineAsync(int number)
        {
            var folder = context.Clean("trail-save");
            using var duckDb = TrailEngine.DuckDb.Write(await TierFile.CreateAsync(Path.Combine(folder, "a.db"), TierFile.DuckDbAsync));
            using var sqlite = TrailEngine.Sqlite.Write(await TierFile.CreateAsync(Path.Combine(folder, "b.db"), TierFile.SqliteAsync));
            var ticks = new Ticks(count);
            var rate = await Rate.OfAsync(count, () =>
            {
                for (var i = 0; i < count; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    duckDb.Replace([trails[i].BuyinId], rows[i]);
                    sqlite.Replace([trails[i].BuyinId], rows[i]);
                    ticks.AddSince(started);
                }
            });
            return [ticks.Percentile(0.5), rate];
        }
    }
}
