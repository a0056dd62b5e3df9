using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Journal;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>A tier that comes back with a million records to catch up: how fast it does, and what that takes of the heap.</summary>
internal sealed class CatchUp : IBenchmark
{
    private const double Megabyte = 1e6;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public string Name => "sqlite: a million records behind";

    public Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context) => RunAsync(context, Stores.OpenAsync);

    /// <param name="context">Where.</param>
    /// <param name="openAsync">Opens a store with one tier, on a data folder.</param>
    public static async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context, Func<string, Task<TradePersistence>> openAsync)
    {
        var folder = context.Clean("behind");
        var count = context.Scale(1_000_000, 20_000);
        await FillAsync(Path.Combine(folder, "journal"), count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        var catchingUp = CatchUpAsync(folder, openAsync);
        var highest = before;
        while (!catchingUp.IsCompleted)
        {
            highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false));
            await Task.WhenAny(catchingUp, Task.Delay(Interval));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await using var store = await catchingUp;
        var stored = (await store.Candles.GetStatsAsync(new ReadOptions { Timeout = Deadline })).Candles;
        return stored == count
            ?
            [
                new ResultRow($"{count:N0} records behind, heap while catching up", "MB", new Series([(highest - before) / Megabyte])) { Target = Target.AtMost(64, "MB") },
                new ResultRow($"{count:N0} records behind, catching up", "records/s", new Series([count / seconds])),
            ]
            : throw new InvalidOperationException($"The tier has {stored} of {count} candles.");
    }

    private static async Task<TradePersistence> CatchUpAsync(string folder, Func<string, Task<TradePersistence>> openAsync)
    {
        var store = await openAsync(folder);
        await store.DrainedAsync(Deadline);
        return store;
    }

    // Record by record, as a bot writes candles while the database is away.
    private static async Task FillAsync(string folder, int count)
    {
        var schema = new JournalSchema(new Catalog().Tables);
        var encoder = new ChangeEncoder(schema);
        var storage = new UnsyncedStorage(new DiskJournalStorage(folder));
        await using var journal = await ChangeJournal.OpenAsync(
            storage, new JournalOptions { Directory = folder }, schema.Json, onDurable: null, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        foreach (var candle in CandleFeed.Stream(count, seed: 1))
        {
            var writer = new RowWriter(CandleTable.Table);
            CandleTable.Write(writer, candle);
            await journal.AppendAsync(new CandleEntry(encoder, Change.Upsert(writer.Finish())), inline: false);
        }
    }
}
