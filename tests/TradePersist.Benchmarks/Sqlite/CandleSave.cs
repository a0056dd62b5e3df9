using TradePersist.Benchmarks.Harness;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>Candles the whole way, from the call to the row in SQLite, journal included; the baseline has only the last leg.</summary>
internal sealed class CandleSave : IBenchmark
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public string Name => "sqlite: candles from the call to the row";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var count = context.Scale(100_000, 5_000);
        var candles = CandleFeed.Make(count, seed: 1);
        var plain = CandleFeed.Plain(candles, CandleBulk.BatchRows);
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, BaselineAsync);
        return [ResultRow.Of("Candles.SaveAsync of many until SQLite has them", "rows/s", compared[0], "hand-written, no journal")];

        async Task<double[]> OursAsync(int number)
        {
            await using var store = await Stores.OpenAsync(context.Clean("save"));
            return
            [
                await Rate.OfAsync(count, async () =>
                {
                    await store.Candles.SaveAsync(candles);
                    await store.DrainedAsync(Deadline);
                }),
            ];
        }

        async Task<double[]> BaselineAsync(int number)
        {
            using var file = HandWrittenCandles.Open(await TierFile.CreateAsync(Path.Combine(context.Clean("save"), "baseline.db"), TierFile.SqliteAsync));
            return [await Rate.OfAsync(count, () => Array.ForEach(plain, batch => file.Apply(batch, HandWrittenCandles.Bind)))];
        }
    }
}
