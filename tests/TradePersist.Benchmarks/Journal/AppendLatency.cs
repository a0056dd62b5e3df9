using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>One durable append after the other, against a raw write and sync.</summary>
internal sealed class AppendLatency : IBenchmark
{
    public string Name => "journal: durable append, 1 writer";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("append");
        await using var journal = await Journals.OpenReadyAsync(new DiskJournalStorage(Path.Combine(folder, "journal")));
        using var raw = new RawFile(Path.Combine(folder, "raw"));
        var entry = new PayloadEntry();
        var appends = context.Scale(300, 20);
        var compared = await Alternation.RunAsync(context.Scale(15, 2), OursAsync, BaselineAsync);
        return
        [
            ResultRow.Of("durable append of 256 B, 1 writer, p50", "us", compared[0], "write + sync", Target.RatioAtMost(1.2)),
            ResultRow.Of("durable append of 256 B, 1 writer, p99", "us", compared[1], "write + sync"),
        ];

        async Task<double[]> OursAsync(int number)
        {
            var ticks = new Ticks(appends);
            for (var i = 0; i < appends; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await journal.AppendDurablyAsync(entry);
                ticks.AddSince(started);
            }

            return [ticks.Percentile(0.5), ticks.Percentile(0.99)];
        }

        Task<double[]> BaselineAsync(int number)
        {
            var ticks = new Ticks(appends);
            for (var i = 0; i < appends; i++)
            {
                var started = Stopwatch.GetTimestamp();
                raw.Write();
                raw.Sync();
                ticks.AddSince(started);
            }

            return Task.FromResult<double[]>([ticks.Percentile(0.5), ticks.Percentile(0.99)]);
        }
    }
}
