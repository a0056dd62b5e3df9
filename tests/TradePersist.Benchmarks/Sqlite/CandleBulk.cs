using TradePersist.Benchmarks.Harness;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>Batches of candles into a SQLite tier, new ones and then the same keys again, against hand-written code.</summary>
internal sealed class CandleBulk : IBenchmark
{
    /// <summary>What a worker makes of single candles: 5,000 changes.</summary>
    public const int BatchRows = 5_000;

    public string Name => "sqlite: bulk upsert of candles";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var count = context.Scale(200_000, 10_000);
        var fresh = CandleFeed.Make(count, seed: 1);
        var other = CandleFeed.Make(count, seed: 2);
        var (freshRows, otherRows) = (CandleFeed.Rows(fresh, BatchRows), CandleFeed.Rows(other, BatchRows));
        var (freshPlain, otherPlain) = (CandleFeed.Plain(fresh, BatchRows), CandleFeed.Plain(other, BatchRows));

        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, BaselineAsync);
        return
        [
            ResultRow.Of("bulk upsert of candles, new", "rows/s", compared[0], "hand-written", Target.RatioAtLeast(0.8)),
            ResultRow.Of("bulk upsert of candles, overwritten", "rows/s", compared[1], "hand-written", Target.RatioAtLeast(0.8)),
        ];

        async Task<double[]> OursAsync(int number)
        {
            await using var file = await TierFile.SqliteAsync(Path.Combine(context.Clean("candles"), "ours.db"));
            return
            [
                await Rate.OfAsync(count, () => file.ApplyAsync(CandleTable.Table, freshRows)),
                await Rate.OfAsync(count, () => file.ApplyAsync(CandleTable.Table, otherRows)),
            ];
        }

        async Task<double[]> BaselineAsync(int number)
        {
            using var file = HandWrittenCandles.Open(await TierFile.CreateAsync(Path.Combine(context.Clean("candles"), "baseline.db"), TierFile.SqliteAsync));
            return
            [
                await Rate.OfAsync(count, () => Array.ForEach(freshPlain, batch => file.Apply(batch, HandWrittenCandles.Bind))),
                await Rate.OfAsync(count, () => Array.ForEach(otherPlain, batch => file.Apply(batch, HandWrittenCandles.Bind))),
            ];
        }
    }
}
