using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.Postgres;

/// <summary>One candle and a range of a series through the store's front door, against a prepared query on a connection that stays open.</summary>
internal sealed class PostgresCandleReads : IBenchmark
{
    private const int Length = 1000;
    private const int Series = 20;

    public string Name => "postgres: reads of candles";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        await using var database = new PostgresDatabase();
        var schema = database.NewSchema();
        var minutes = context.Scale(5_000, 2_000);
        await using (var tier = await database.TierAsync(schema))
        {
            await tier.ApplyAsync(CandleTable.Table, CandleFeed.Rows(CandleFeed.Make(minutes * Series, seed: 1), CandleBulk.BatchRows));
        }

        await using var store = await TradePersistence.OpenAsync(builder => builder
            .UseDataFolder(context.Clean("postgres-reads"))
            .AddPostgres(PostgresDatabase.Url, options: options => options.Schema = schema));
        await using var baseline = await HandWrittenReads.OpenAsync(schema);
        var options = new ReadOptions { Tier = PostgresBuilderExtensions.DefaultName, Timeout = TimeSpan.FromMinutes(1) };
        var rows = new List<ResultRow>();
        foreach (var (what, length, reads, target) in new[]
        {
            ("one", 1, context.Scale(500, 10), (Target?)null),
            ($"a range of {Length}", Length, context.Scale(200, 10), Target.RatioAtMost(1.3)),
        })
        {
            var compared = await Alternation.RunAsync(
                context.Scale(9, 1),
                number => MeasureAsync(number, length, reads, async (symbol, from, to) => (await store.Candles.LoadAsync(symbol, CandleFeed.Timeframe, from, to, options)).Count),
                number => MeasureAsync(number, length, reads, async (symbol, from, to) => (await baseline.LoadAsync(symbol, CandleFeed.Timeframe, from, to)).Count));
            rows.Add(ResultRow.Of($"Candles.LoadAsync of {what}, p50", "us", compared[0], "hand-written", target));
            rows.Add(ResultRow.Of($"Candles.LoadAsync of {what}, p99", "us", compared[1], "hand-written"));
        }

        return rows;

        async Task<double[]> MeasureAsync(int number, int length, int reads, Func<string, DateTimeOffset, DateTimeOffset, Task<int>> load)
        {
            var random = new Random(number);
            var ticks = new Ticks(reads);
            for (var i = 0; i < reads; i++)
            {
                var symbol = CandleFeed.Symbol(random.Next(Series));
                var from = CandleFeed.Start.AddMinutes(random.Next(minutes - length + 1));
                var started = Stopwatch.GetTimestamp();
                var count = await load(symbol, from, from.AddMinutes(length));
                ticks.AddSince(started);
                if (count != length)
                {
                    throw new InvalidOperationException($"{count} candles were found instead of {length}.");
                }
            }

            return [ticks.Percentile(0.5), ticks.Percentile(0.99)];
        }
    }
}
