using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Benchmarks.Harness;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>What an append takes of the processor and of the heap, with the sync stubbed out.</summary>
internal sealed class AppendCost : IBenchmark
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "journal: cost of an append without the sync";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("cost");
        using var raw = new RawFile(Path.Combine(folder, "raw"));
        await using var journal = await Journals.OpenReadyAsync(Storage(folder, "journal"));
        await using var chain = await OpenChainAsync(Storage(folder, "chain"));
        var candles = new CandleStore(new StoreGate { Chain = chain }, TimeProvider.System);
        var entry = new PayloadEntry();
        var rounds = context.Scale(11, 2);
        var appends = context.Scale(10_000, 500);
        var minute = 0;

        var compared = await Alternation.RunAsync(
            rounds,
            _ => MeasureAsync(appends, () => journal.AppendDurablyAsync(entry)),
            _ => MeasureAsync(appends, () =>
            {
                raw.Write();
                return ValueTask.CompletedTask;
            }));
        var saved = await Alternation.RunAsync(
            rounds,
            _ => MeasureAsync(appends, async () => await candles.SaveAsync(new Candle("BTCUSDT", "1m", Start.AddMinutes(minute++), 100, 101, 99, 100.5, 12.75))));
        return
        [
            ResultRow.Of("append of 256 B, sync stubbed, processor time", "us", compared[0], "write", Target.AtMost(20, "us")),
            new ResultRow("append of 256 B, allocated", "B", compared[1].Ours),
            new ResultRow("Candles.SaveAsync of one, sync stubbed, no tier, processor time", "us", saved[0]),
            new ResultRow("Candles.SaveAsync of one, allocated", "B", saved[1]),
        ];
    }

    private static UnsyncedStorage Storage(string folder, string name) => new(new DiskJournalStorage(Path.Combine(folder, name)));

    private static Task<TierChain> OpenChainAsync(IJournalStorage storage)
    {
        var settings = new TradePersistenceOptions();
        return TierChain.OpenAsync(
            storage,
            new JournalOptions { Directory = storage.Location },
            tiers: [],
            new Catalog(),
            new ChainOptions(Acknowledgement.Durable, settings.ReadTimeout, settings.StartTimeout, settings.DrainTimeout, settings.MemoryRowsPerTable),
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None);
    }

    // Of the whole process: what an append leaves to the pool and to the collector is its cost too.
    private static async Task<double[]> MeasureAsync(int times, Func<ValueTask> action)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var used = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++)
        {
            await action();
        }

        used = Environment.CpuUsage.TotalTime - used;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return [used.TotalMicroseconds / times, (double)allocated / times];
    }
}
