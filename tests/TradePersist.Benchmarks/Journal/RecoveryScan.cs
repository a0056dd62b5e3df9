using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>How fast opening reads and checks a journal, against reading its files and doing nothing with them.</summary>
internal sealed class RecoveryScan : IBenchmark
{
    private const int Mebibyte = 1 << 20;

    public string Name => "journal: recovery";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("recovery");
        var mebibytes = context.Scale(1024, 16);
        await FillAsync(folder, (long)mebibytes * Mebibyte);
        var compared = await Alternation.RunAsync(context.Scale(5, 2), _ => RecoverAsync(folder), _ => ReadAsync(folder));
        return [ResultRow.Of($"recovery scan of {mebibytes} MiB in records of 256 B", "GB/s", compared[0], "reading the files", Target.AtLeast(1, "GB/s"))];
    }

    private static async Task FillAsync(string folder, long bytes)
    {
        await using var journal = await Journals.OpenAsync(new UnsyncedStorage(new DiskJournalStorage(folder)));
        var entry = new PayloadEntry();
        for (var left = bytes; left > 0; left -= Frame.SizeOf(PayloadEntry.PayloadBytes))
        {
            await journal.AppendAsync(entry, inline: false);
        }

        await journal.DisposeAsync();
        foreach (var path in Directory.EnumerateFiles(folder, "*.tpj"))
        {
            // Else the system would write them back in the middle of the rounds.
            using var handle = File.OpenHandle(path, access: FileAccess.ReadWrite);
            DiskSync.File(handle, path);
        }
    }

    private static async Task<double[]> RecoverAsync(string folder)
    {
        await using var journal = await Journals.OpenAsync(new DiskJournalStorage(folder));
        return [journal.Recovery.Bytes / journal.Recovery.Duration.TotalSeconds / 1e9];
    }

    private static Task<double[]> ReadAsync(string folder)
    {
        var buffer = new byte[Mebibyte];
        var bytes = 0L;
        var started = Stopwatch.GetTimestamp();
        foreach (var path in Directory.EnumerateFiles(folder, "*.tpj"))
        {
            using var handle = File.OpenHandle(path);
            for (int read, offset = 0; (read = RandomAccess.Read(handle, buffer, offset)) > 0; offset += read)
            {
                bytes += read;
            }
        }

        return Task.FromResult<double[]>([bytes / Stopwatch.GetElapsedTime(started).TotalSeconds / 1e9]);
    }
}
