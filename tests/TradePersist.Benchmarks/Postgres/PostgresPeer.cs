using System.Reflection;
using System.Runtime.Loader;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Candles;
using PeerCandle = (string Symbol, string Timeframe, System.DateTime Ts, double Open, double High, double Low, double Close, double Volume);

namespace TradePersist.Benchmarks.Postgres;

/// <summary>
/// The same new candles by way of Entity Framework's SaveChanges: a peer, not a target, for it keeps no position and cannot
/// overwrite. It is loaded beside the older Entity Framework that measures SQLite.
/// </summary>
internal sealed class PostgresPeer : IBenchmark
{
    public string Name => "postgres: Entity Framework as a peer";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        await using var database = new PostgresDatabase();
        var (save, version) = Load();
        var candles = CandleFeed.Make(context.Scale(20_000, 2_000), seed: 1);
        var rows = CandleFeed.Rows(candles, CandleBulk.BatchRows);
        var plain = candles.Select(ToPeer).Chunk(CandleBulk.BatchRows).ToArray();
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, PeerAsync);
        return [ResultRow.Of("bulk insert of candles, beside a peer", "rows/s", compared[0], $"EF Core {version} SaveChanges")];

        async Task<double[]> OursAsync(int number)
        {
            await database.DropAsync();
            await using var tier = await database.TierAsync(database.NewSchema());
            return [await Rate.OfAsync(candles.Length, () => tier.ApplyAsync(CandleTable.Table, rows))];
        }

        async Task<double[]> PeerAsync(int number)
        {
            await database.DropAsync();
            var connection = PostgresDatabase.ConnectionString(await database.CreateAsync());
            return
            [
                await Rate.OfAsync(candles.Length, async () =>
                {
                    foreach (var batch in plain)
                    {
                        await save(connection, batch);
                    }
                }),
            ];
        }
    }

    private static PeerCandle ToPeer(Candle candle) =>
        (candle.Symbol, candle.Timeframe, candle.Timestamp.UtcDateTime, candle.Open, candle.High, candle.Low, candle.Close, candle.Volume);

    private static (Func<string, PeerCandle[], Task> Save, string Version) Load()
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, typeof(PostgresPeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Peer").Value!));
        var resolver = new AssemblyDependencyResolver(path);
        var context = new AssemblyLoadContext("peer");
        context.Resolving += (context, name) => resolver.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        var peer = context.LoadFromAssemblyPath(path).GetType("TradePersist.Benchmarks.Peer.EntityFramework", throwOnError: true)!;
        return (peer.GetMethod("SaveAsync")!.CreateDelegate<Func<string, PeerCandle[], Task>>(), (string)peer.GetProperty("Version")!.GetValue(null)!);
    }
}
