using DuckDB.NET.Data;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.DuckDb;

/// <summary>Batches of candles into a DuckDB tier, new ones and then the same keys again, against hand-written code.</summary>
internal sealed class DuckDbCandleBulk : IBenchmark
{
    private const string Upsert = """
        INSERT INTO candles SELECT * FROM temp.incoming ON CONFLICT (symbol, timeframe, ts) DO UPDATE SET
            open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
        """;

    public string Name => "duckdb: bulk upsert of candles";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var count = context.Scale(200_000, 10_000);
        var fresh = CandleFeed.Make(count, seed: 1);
        var other = CandleFeed.Make(count, seed: 2);
        var (freshRows, otherRows) = (CandleFeed.Rows(fresh, CandleBulk.BatchRows), CandleFeed.Rows(other, CandleBulk.BatchRows));
        var (freshPlain, otherPlain) = (fresh.Chunk(CandleBulk.BatchRows).ToArray(), other.Chunk(CandleBulk.BatchRows).ToArray());
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, BaselineAsync);
        return
        [
            ResultRow.Of("bulk upsert of candles, new", "rows/s", compared[0], "hand-written", Target.RatioAtLeast(0.8)),
            ResultRow.Of("bulk upsert of candles, overwritten", "rows/s", compared[1], "hand-written", Target.RatioAtLeast(0.8)),
        ];

        async Task<double[]> OursAsync(int number)
        {
            await using var file = await TierFile.DuckDbAsync(Path.Combine(context.Clean("duck-candles"), "ours.duckdb"));
            return
            [
                await Rate.OfAsync(count, () => file.ApplyAsync(CandleTable.Table, freshRows)),
                await Rate.OfAsync(count, () => file.ApplyAsync(CandleTable.Table, otherRows)),
            ];
        }

        async Task<double[]> BaselineAsync(int number)
        {
            var path = await TierFile.CreateAsync(Path.Combine(context.Clean("duck-candles"), "baseline.duckdb"), TierFile.DuckDbAsync);
            using var file = new HandWrittenDuckDb(path);
            file.Execute("CREATE TEMP TABLE incoming AS FROM candles LIMIT 0");
            return
            [
                await Rate.OfAsync(count, () => Array.ForEach(freshPlain, batch => file.Upsert(batch, "incoming", Upsert, Append))),
                await Rate.OfAsync(count, () => Array.ForEach(otherPlain, batch => file.Upsert(batch, "incoming", Upsert, Append))),
            ];
        }
    }

    private static void Append(IDuckDBAppenderRow row, Candle candle) => row
        .AppendValue(candle.Symbol)
        .AppendValue(candle.Timeframe)
        .AppendValue(candle.Timestamp.UtcDateTime)
        .AppendValue(candle.Open)
        .AppendValue(candle.High)
        .AppendValue(candle.Low)
        .AppendValue(candle.Close)
        .AppendValue(candle.Volume);
}
