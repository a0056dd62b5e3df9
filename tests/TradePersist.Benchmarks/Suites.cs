using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Journal;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Benchmarks.Trades;

namespace TradePersist.Benchmarks;

internal static class Suites
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<IBenchmark>> All = new Dictionary<string, IReadOnlyList<IBenchmark>>
    {
        ["journal"] = [new AppendLatency(), new AppendCost(), new ManyWriters(), new RecoveryScan()],
        ["sqlite"] = [new CandleBulk(), new TradeBulk(), new CandleSave(), new CandleRange(), new CatchUp(), new EntityFramework()],
        ["trades"] = [new TradeScale()],
    };
}
