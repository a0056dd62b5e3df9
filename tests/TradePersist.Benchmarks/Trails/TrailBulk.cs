using System.Globalization;
using TradePersist.Benchmarks.Harness;
using TradePersist.Trails;

namespace TradePersist.Benchmarks.Trails;

/// <summary>Saves of trails into a tier, as its worker hands them over, new and again; in batches, and one by one. Against hand-written code.</summary>
internal sealed class TrailBulk(TrailEngine engine) : IBenchmark
{
    private const int BatchTrails = 300;

    public string Name => $"trails: saves into {engine.Name}";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var count = context.Scale(3_000, 300);
        var singles = context.Scale(200, 10);
        Trail[] fresh = [.. TrailFeed.Stream(0, count, seed: 1)];
        Trail[] other = [.. TrailFeed.Stream(0, count, seed: 2)];
        var batches = Make(fresh.Chunk(BatchTrails).Concat(other.Chunk(BatchTrails)));
        var alone = Make(fresh.Take(singles).Chunk(1));
        var half = batches.Count / 2;
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, BaselineAsync);
        return
        [
            Row($"new, {BatchTrails} at a time", compared[0]),
            Row($"replaced, {BatchTrails} at a time", compared[1]),
            Row("replaced, one at a time", compared[2]),
        ];

        async Task<double[]> OursAsync(int number)
        {
            await using var file = await engine.OpenTier(Path.Combine(context.Clean("trail-bulk"), "ours.db"));
            return
            [
                await Rate.OfAsync(count, () => ApplyAsync(batches.Take(half))),
                await Rate.OfAsync(count, () => ApplyAsync(batches.Skip(half))),
                await Rate.OfAsync(singles, () => ApplyAsync(alone)),
            ];

            async Task ApplyAsync(IEnumerable<TrailBatch> some)
            {
                foreach (var batch in some)
                {
                    await file.ApplyAsync(batch.Ours);
                }
            }
        }

        async Task<double[]> BaselineAsync(int number)
        {
            using var file = engine.Write(await TierFile.CreateAsync(Path.Combine(context.Clean("trail-bulk"), "baseline.db"), engine.OpenTier));
            return
            [
                await Rate.OfAsync(count, () => Apply(batches.Take(half))),
                await Rate.OfAsync(count, () => Apply(batches.Skip(half))),
                await Rate.OfAsync(singles, () => Apply(alone)),
            ];

            void Apply(IEnumerable<TrailBatch> some)
            {
                foreach (var batch in some)
                {
                    file.Replace(batch.Ids, batch.Baseline);
                }
            }
        }

        ResultRow Row(string what, Comparison comparison) => ResultRow.Of(
            string.Create(CultureInfo.InvariantCulture, $"trails into {engine.Name}, {what}"), "trails/s", comparison, "hand-written", Target.RatioAtLeast(0.8));
    }

    private static List<TrailBatch> Make(IEnumerable<Trail[]> chunks) =>
        [.. chunks.Select(chunk => new TrailBatch(TrailFeed.Batch(chunk), Array.ConvertAll(chunk, trail => trail.BuyinId), TrailCells.Of(chunk)))];
}
