using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.Postgres;

/// <summary>Batches of candles into a PostgreSQL tier, new ones and then the same keys again, against hand-written code; a plain COPY, which can only insert, is beside it.</summary>
internal sealed class PostgresCandleBulk : IBenchmark
{
    public string Name => "postgres: bulk upsert of candles";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        await using var database = new PostgresDatabase();
        var count = context.Scale(200_000, 10_000);
        var fresh = CandleFeed.Make(count, seed: 1);
        var other = CandleFeed.Make(count, seed: 2);
        var (freshRows, otherRows) = (CandleFeed.Rows(fresh, CandleBulk.BatchRows), CandleFeed.Rows(other, CandleBulk.BatchRows));
        var (freshPlain, otherPlain) = (fresh.Chunk(CandleBulk.BatchRows).ToArray(), other.Chunk(CandleBulk.BatchRows).ToArray());
        var rounds = context.Scale(5, 1);
        var compared = await Alternation.RunAsync(rounds, OursAsync, BaselineAsync);
        var inserted = await Alternation.RunAsync(rounds, InsertAsync);
        return
        [
            ResultRow.Of("bulk upsert of candles, new", "rows/s", compared[0], "hand-written COPY and upsert", Target.RatioAtLeast(0.8)),
            ResultRow.Of("bulk upsert of candles, overwritten", "rows/s", compared[1], "hand-written COPY and upsert", Target.RatioAtLeast(0.8)),
            new ResultRow("hand-written COPY that can only insert", "rows/s", inserted[0]),
        ];

        async Task<double[]> OursAsync(int number)
        {
            await database.DropAsync();
            await using var tier = await database.TierAsync(database.NewSchema());
            return
            [
                await Rate.OfAsync(count, () => tier.ApplyAsync(CandleTable.Table, freshRows)),
                await Rate.OfAsync(count, () => tier.ApplyAsync(CandleTable.Table, otherRows)),
            ];
        }

        async Task<double[]> BaselineAsync(int number)
        {
            await database.DropAsync();
            await using var hand = await HandWrittenPostgres.OpenAsync(await database.CreateAsync());
            return
            [
                await Rate.OfAsync(count, () => AllAsync(freshPlain, hand.UpsertAsync)),
                await Rate.OfAsync(count, () => AllAsync(otherPlain, hand.UpsertAsync)),
            ];
        }

        async Task<double[]> InsertAsync(int number)
        {
            await database.DropAsync();
            await using var hand = await HandWrittenPostgres.OpenAsync(await database.CreateAsync());
            return [await Rate.OfAsync(count, () => AllAsync(freshPlain, hand.InsertAsync))];
        }
    }

    private static async Task AllAsync(Candle[][] batches, Func<Candle[], Task> write)
    {
        foreach (var batch in batches)
        {
            await write(batch);
        }
    }
}
