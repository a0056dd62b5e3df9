using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Format;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tool;

public class JournalVerifyTests
{
    private const int SegmentBytes = 64 << 10;

    public enum Harm
    {
        FlippedByteInAnEarlierSegment,
        FlippedByteInTheLastSegment,
        TornTail,
        MissingSegment,
        HeaderOfAnotherSegment,
        UnreadableHeader,
        TruncatedSegment,
    }

    [Test]
    public async Task AWholeJournalIsFineAndStaysAsItIs()
    {
        using var folder = await ThreeSegmentsAsync();
        var before = FolderHash.Of(folder.Root);
        var (exit, answer) = await folder.AskAsync("journal", "verify");

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.Zero);
            Assert.That(answer.GetProperty("journalId").GetGuid(), Is.Not.EqualTo(Guid.Empty));
            Assert.That(answer.GetProperty("segments").GetArrayLength(), Is.EqualTo(3));
            Assert.That(answer.GetProperty("firstLsn").GetInt64(), Is.EqualTo(1));
            Assert.That(answer.GetProperty("lastLsn").GetInt64(), Is.EqualTo(30).And.EqualTo(answer.GetProperty("durableLsn").GetInt64()));
            Assert.That(answer.GetProperty("fileBytes").GetInt64(), Is.EqualTo(3 * SegmentBytes));
            Assert.That(answer.GetProperty("damage").GetArrayLength(), Is.Zero);
            Assert.That(FolderHash.Of(folder.Root), Is.EquivalentTo(before));
        });
    }

    [Test]
    public async Task EveryDamageIsNamedByFileAndOffsetAndNothingIsChanged([Values] Harm harm)
    {
        using var folder = await ThreeSegmentsAsync();
        var (file, offset) = Do(harm, folder.Segments());
        var before = FolderHash.Of(folder.Root);
        var (exit, answer) = await folder.AskAsync("journal", "verify");
        var told = await folder.RunAsync("journal", "verify");

        var damage = answer.GetProperty("damage").EnumerateArray().Single();
        Assert.Multiple(() =>
        {
            Assert.That((exit, told.ExitCode), Is.EqualTo((1, 1)));
            Assert.That(damage.GetProperty("file").GetString(), Is.EqualTo(file));
            Assert.That(damage.GetProperty("offset").GetInt64(), Is.EqualTo(offset));
            Assert.That(damage.GetProperty("isTornTail").GetBoolean(), Is.EqualTo(harm == Harm.TornTail));
            Assert.That(told.Output, Does.Contain($"{file} at byte {offset}: "));
            Assert.That(FolderHash.Of(folder.Root), Is.EquivalentTo(before));
        });
    }

    [Test]
    public async Task DamageInSeveralSegmentsIsNamedAllTogether()
    {
        using var folder = await ThreeSegmentsAsync();
        var segments = folder.Segments();
        Flip(segments[0], 20_000);
        Flip(segments[1], 20_000);
        var found = await new JournalInspector(folder.Journal).InspectAsync();

        Assert.That(found.Damage.Select(damage => damage.File), Is.EqualTo(segments[..2].Select(Path.GetFileName)));
        Assert.That(found.Segments.Select(segment => segment.File), Is.EqualTo(segments[2..].Select(Path.GetFileName)));
        Assert.That(found.LastLsn, Is.EqualTo(30));
    }

    [Test]
    public async Task AJournalThatGrowsAndLetsSegmentsGoIsNotDamaged()
    {
        using var folder = new ToolFolder();
        var tier = new StoreTier();
        await using var store = await ChainBench.OpenAsync(
            builder => builder.UseJournal(folder.Journal, journal =>
            {
                journal.SegmentBytes = SegmentBytes;
                journal.MaxBytes = 8 * SegmentBytes;
            }),
            ("a", tier, TierRole.Required));
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var minute = 0; !stop.IsCancellationRequested; minute++)
            {
                try
                {
                    await store.Candles.SaveAsync(Bars.Many(1 + (minute % 40), $"S{writer}"));
                }
                catch (JournalFullException)
                {
                    // Faster than the tier: the journal is small, so that it has to let segments go.
                    await Task.Yield();
                }
            }
        })).ToArray();

        var inspector = new JournalInspector(folder.Journal);
        var lsns = new List<long>();
        for (var look = 0; look < 300; look++)
        {
            var found = await inspector.InspectAsync();
            Assert.That(found.Damage, Is.Empty, $"look {look}");
            lsns.Add(found.LastLsn);
        }

        var run = await folder.RunAsync("journal", "verify");
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That(lsns, Is.Ordered);
        Assert.That(lsns[^1], Is.GreaterThan(lsns[0]));
        Assert.That(store.GetHealth().Journal.FirstLsn, Is.GreaterThan(1), "segments were let go meanwhile");
    }

    [Test]
    public async Task WhereThereIsNoJournalNoneIsMade()
    {
        using var folder = new ToolFolder();
        foreach (var command in new[] { "verify", "dump" })
        {
            var run = await folder.RunAsync("journal", command);
            Assert.That(run.ExitCode, Is.EqualTo(3), run.Everything);
            Assert.That(run.Errors, Does.Contain("There is no journal in").And.Not.Contain("   at "));
        }

        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.Empty);
    }

    private static async Task<ToolFolder> ThreeSegmentsAsync()
    {
        var folder = new ToolFolder();
        var kinds = new KindsTable();
        var bytes = new byte[5000];
        await folder.WriteJournalAsync(
            [kinds.Table],
            Enumerable.Range(1, 30).Select(id => Change.Upsert(kinds.Row(id, (kinds.Blob, Value.Of(bytes))))),
            SegmentBytes);
        return folder;
    }

    private static (string File, long Offset) Do(Harm harm, string[] segments)
    {
        var (first, second, last) = (segments[0], segments[1], segments[2]);
        switch (harm)
        {
            case Harm.FlippedByteInAnEarlierSegment:
                Flip(second, FrameOf(second, 3) + 100);
                return (Path.GetFileName(second), FrameOf(second, 3));
            case Harm.FlippedByteInTheLastSegment:
                Flip(last, FrameOf(last, 1) + 100);
                return (Path.GetFileName(last), FrameOf(last, 1));
            case Harm.TornTail:
                var end = End(last);
                using (var file = File.OpenWrite(last))
                {
                    file.Position = end;
                    file.Write([200, 0, 0, 0, 1, 2, 3]);
                }

                return (Path.GetFileName(last), end);
            case Harm.MissingSegment:
                File.Delete(second);
                return (Path.GetFileName(last), 0);
            case Harm.HeaderOfAnotherSegment:
                File.Copy(first, second, overwrite: true);
                return (Path.GetFileName(second), 0);
            case Harm.UnreadableHeader:
                Flip(last, 40);
                return (Path.GetFileName(last), 0);
            case Harm.TruncatedSegment:
                var cut = FrameOf(second, 5);
                using (var file = File.OpenWrite(second))
                {
                    file.SetLength(cut + 10);
                }

                return (Path.GetFileName(second), cut);
            default:
                throw new ArgumentOutOfRangeException(nameof(harm));
        }
    }

    private static void Flip(string file, long offset)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[offset] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Where a record of a segment begins, by the lengths that the frames before it say.</summary>
    private static long FrameOf(string segment, int record) => Frames(segment).ElementAt(record + 1);

    private static long End(string segment) => Frames(segment).Last();

    /// <summary>Where each frame begins, and last where they end.</summary>
    private static IEnumerable<long> Frames(string segment)
    {
        var bytes = File.ReadAllBytes(segment);
        var offset = 0;
        while (Frame.LengthAt(bytes.AsSpan(offset)) is > 0 and var length)
        {
            yield return offset;
            offset += Frame.SizeOf(length);
        }

        yield return offset;
    }
}
