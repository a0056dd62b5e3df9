using TradePersist.Benchmarks.Harness;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>The same new candles by way of Entity Framework's SaveChanges: a peer, not a target, for it keeps no position and cannot overwrite.</summary>
internal sealed class EntityFramework : IBenchmark
{
    public string Name => "sqlite: Entity Framework as a peer";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var candles = CandleFeed.Make(context.Scale(20_000, 2_000), seed: 1);
        var rows = CandleFeed.Rows(candles, CandleBulk.BatchRows);
        var plain = CandleFeed.Plain(candles, CandleBulk.BatchRows);
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, PeerAsync);
        var version = typeof(Microsoft.EntityFrameworkCore.DbContext).Assembly.GetName().Version!;
        return [ResultRow.Of("bulk insert of candles, beside a peer", "rows/s", compared[0], $"EF Core {version.ToString(2)} SaveChanges")];

        async Task<double[]> OursAsync(int number)
        {
            await using var file = await TierFile.SqliteAsync(Path.Combine(context.Clean("peer"), "ours.db"));
            return [await Rate.OfAsync(candles.Length, () => file.ApplyAsync(CandleTable.Table, rows))];
        }

        async Task<double[]> PeerAsync(int number)
        {
            var path = await TierFile.CreateAsync(Path.Combine(context.Clean("peer"), "peer.db"), TierFile.SqliteAsync);
            return [await Rate.OfAsync(candles.Length, () => Array.ForEach(plain, batch => Save(path, batch)))];
        }
    }

    // A new context per batch: one that tracks everything it ever saved only gets slower.
    private static void Save(string path, CandleRow[] batch)
    {
        using var database = new CandleContext(path);
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.Candles.AddRange(batch);
        database.SaveChanges();
    }
}
