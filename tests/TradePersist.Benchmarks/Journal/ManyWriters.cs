using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Journal;
using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>What sharing a sync is worth: 64 writers on one journal against one writer on it.</summary>
internal sealed class ManyWriters : IBenchmark
{
    private const int Writers = 64;

    public string Name => "journal: durable append, 64 writers";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        await using var journal = await Journals.OpenReadyAsync(new DiskJournalStorage(context.Clean("writers")));
        var entry = new PayloadEntry();
        var compared = await Alternation.RunAsync(
            context.Scale(11, 2),
            _ => RateAsync(journal, entry, Writers, context.Scale(200, 10)),
            _ => RateAsync(journal, entry, 1, context.Scale(300, 20)));
        return [ResultRow.Of("durable appends of 256 B, 64 writers", "/s", compared[0], "1 writer", Target.RatioAtLeast(10))];
    }

    private static async Task<double[]> RateAsync(ChangeJournal journal, PayloadEntry entry, int writers, int appends)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < appends; i++)
            {
                await journal.AppendDurablyAsync(entry);
            }
        })));
        return [writers * appends / Stopwatch.GetElapsedTime(started).TotalSeconds];
    }
}
