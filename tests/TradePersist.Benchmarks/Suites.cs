using TradePersist.Benchmarks.DuckDb;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Journal;
using TradePersist.Benchmarks.Postgres;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Benchmarks.Trades;
using TradePersist.Benchmarks.Trails;
using TradePersist.Benchmarks.Verify;

namespace TradePersist.Benchmarks;

internal static class Suites
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<IBenchmark>> All = new Dictionary<string, IReadOnlyList<IBenchmark>>
    {
        ["journal"] = [new AppendLatency(), new AppendCost(), new ManyWriters(), new RecoveryScan()],

        // Catching up goes first: where others have had large heaps, the collector would let it have one too.
        ["sqlite"] = [new CatchUp(), new CandleBulk(), new TradeBulk(), new CandleSave(), new CandleRange(), new EntityFramework()],
        ["trades"] = [new TradeScale()],
        ["duckdb"] = [new DuckDbCandleBulk(), new TrailBulk(TrailEngine.DuckDb)],
        ["trails"] = [new TrailSave(), new TrailBulk(TrailEngine.Sqlite), new TrailRead(TrailEngine.DuckDb), new TrailRead(TrailEngine.Sqlite), new TrailFilter()],
        ["postgres"] = [new PostgresCatchUp(), new PostgresCandleBulk(), new PostgresCandleReads(), new PostgresPeer()],
        ["verify"] = [new VerifyTiers()],
    };
}
