using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Trades;
using TradePersist.Model;
using TradePersist.Trades;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>Batches of trades into a SQLite tier: 23 columns, nine of them decimals, which are text there, and three indexes.</summary>
internal sealed class TradeBulk : IBenchmark
{
    private const int BatchRows = 5_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "sqlite: bulk upsert of trades";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var feed = new TradeFeed(Start);
        var trades = Enumerable.Range(0, context.Scale(50_000, 5_000)).Select(_ => feed.NextStored()).ToArray();
        var batches = trades.Chunk(BatchRows).ToArray();
        var rows = batches.Select(batch => (IReadOnlyList<Row>)[.. batch.Select(trade => TradeMapper.Write(trade)[0])]).ToArray();
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, BaselineAsync);
        return
        [
            ResultRow.Of("bulk upsert of trades, new", "rows/s", compared[0], "hand-written", Target.RatioAtLeast(0.8)),
            ResultRow.Of("bulk upsert of trades, overwritten", "rows/s", compared[1], "hand-written", Target.RatioAtLeast(0.8)),
        ];

        async Task<double[]> OursAsync(int number)
        {
            await using var file = await TierFile.SqliteAsync(Path.Combine(context.Clean("trades"), "ours.db"));
            return
            [
                await Rate.OfAsync(trades.Length, () => file.ApplyAsync(TradeTable.Trades.Table, rows)),
                await Rate.OfAsync(trades.Length, () => file.ApplyAsync(TradeTable.Trades.Table, rows)),
            ];
        }

        async Task<double[]> BaselineAsync(int number)
        {
            using var file = HandWrittenTrades.Open(await TierFile.CreateAsync(Path.Combine(context.Clean("trades"), "baseline.db"), TierFile.SqliteAsync));
            return
            [
                await Rate.OfAsync(trades.Length, () => Array.ForEach(batches, batch => file.Apply(batch, HandWrittenTrades.Bind))),
                await Rate.OfAsync(trades.Length, () => Array.ForEach(batches, batch => file.Apply(batch, HandWrittenTrades.Bind))),
            ];
        }
    }
}
