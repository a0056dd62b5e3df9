using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Journal;

public class SegmentTests
{
    private static readonly long s_segment = JournalHarness.SmallSegments().SegmentBytes;

    [Test]
    public async Task RecordsGoOnFromSegmentToSegment()
    {
        var disk = new FaultyStorage();
        await using (var journal = await JournalHarness.OpenAsync(disk))
        {
            await journal.AddManyAsync(1000, 500);
            Assert.That(journal.SegmentCount, Is.GreaterThan(8));
            Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(1000)));
            Assert.That(await journal.ReadKeysAsync(afterLsn: 777), Is.EqualTo(JournalHarness.Keys(223, first: 778)));
        }
        Assert.That(disk.List(), Is.All.Match("^[0-9]{20}[.]tpj$"), "no spare is left behind");
        await using var reopened = await JournalHarness.OpenAsync(disk);
        Assert.That(await reopened.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(1000)));
        Assert.That(reopened.Recovery.Segments, Is.EqualTo(reopened.SegmentCount));
        Assert.That(reopened.Recovery.Frames, Is.GreaterThanOrEqualTo(1000 + reopened.SegmentCount));
    }

    [Test]
    public async Task ReleasedSegmentsAreDeletedAndTheActiveOneNever()
    {
        var disk = new FaultyStorage();
        await using (var journal = await JournalHarness.OpenAsync(disk))
        {
            await journal.AddManyAsync(300, 1000);
            var segments = journal.SegmentCount;
            journal.Release(0);
            Assert.That(journal.SegmentCount, Is.EqualTo(segments));
            journal.Release(150);
            Assert.That(journal.FirstLsn, Is.InRange(2, 151));
            Assert.That(await journal.ReadKeysAsync(journal.FirstLsn - 1), Is.EqualTo(JournalHarness.Keys(301 - journal.FirstLsn, journal.FirstLsn)));
            await Assert.ThrowsAsync<JournalReleasedException>(() => journal.ReadKeysAsync());
            journal.Release(long.MaxValue);
            Assert.That(journal.SegmentCount, Is.EqualTo(1));
            await journal.AddAsync(301);
        }
        Assert.That(disk.List(), Has.Count.EqualTo(1));
        await using var reopened = await JournalHarness.OpenAsync(disk);
        Assert.That(reopened.LastLsn, Is.EqualTo(301));
        Assert.That(reopened.FirstLsn, Is.GreaterThan(151));
        await reopened.AddAsync(302);
    }

    [Test]
    public async Task AFileThatCannotBeDeletedIsTriedAgainAndStopsNoRecord()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        await journal.AddManyAsync(300, 1000);
        disk.Before = (operation, _) =>
        {
            if (operation == "delete")
            {
                throw new IOException("Injected EPERM.");
            }
        };
        journal.Release(100);
        await Until.TrueAsync(() => journal.LastError is IOException, "the failure is seen");
        await journal.AddManyAsync(200, 1000);
        disk.Before = null;
        journal.Release(journal.LastLsn);
        await Until.TrueAsync(() => disk.List().Count(name => name.EndsWith(".tpj", StringComparison.Ordinal)) == 1, "all are deleted");
        await Until.TrueAsync(() => journal.LastError is null, "all is well again");
    }

    [Test]
    public async Task TheSizeCapRefusesUntilSomethingIsReleased()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk, JournalHarness.SmallSegments(segments: 4));
        var asked = new List<long>();
        journal.PressureHandler = bytes =>
        {
            asked.Add(bytes);
            return ["postgres", "mysql"];
        };
        var refusal = await FillAsync(journal);
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Reason, Is.EqualTo(JournalFullReason.SizeCap));
            Assert.That(refusal.HeldBy, Is.EqualTo("postgres mysql".Split(' ')));
            Assert.That(refusal.Message, Does.Contain("postgres, mysql"));
            Assert.That(asked, Is.EqualTo(new[] { s_segment }));
            Assert.That(journal.IsFull);
            Assert.That(journal.SizeBytes, Is.EqualTo(4 * s_segment));
            Assert.That(disk.Files.Sum(file => file.Bytes.Length), Is.EqualTo(4 * s_segment));
        });
        var last = journal.LastLsn;
        journal.Release(last / 2);
        await journal.AddAsync(last + 1, 1000);
        Assert.That(journal.IsFull, Is.False);
        var first = journal.FirstLsn;
        Assert.That(await journal.ReadKeysAsync(first - 1), Is.EqualTo(JournalHarness.Keys(last + 2 - first, first)));
    }

    [Test]
    public async Task UnderPressureTheHandlerCanMakeRoomAndTheRecordIsTaken()
    {
        await using var journal = await JournalHarness.OpenAsync(new FaultyStorage(), JournalHarness.SmallSegments(segments: 3));
        journal.PressureHandler = _ =>
        {
            journal.Release(journal.DurableLsn);
            return [];
        };
        await journal.AddManyAsync(1000, 1000);
        Assert.That(journal.SizeBytes, Is.LessThanOrEqualTo(3 * s_segment));
        Assert.That(journal.FirstLsn, Is.GreaterThan(700));
    }

    [Test]
    public async Task AFullJournalOpensAndCanBeDrained()
    {
        var disk = new FaultyStorage();
        var options = JournalHarness.SmallSegments(segments: 4);
        await using (var journal = await JournalHarness.OpenAsync(disk, options))
        {
            await FillAsync(journal);
        }
        await using var reopened = await JournalHarness.OpenAsync(disk, options, schema: """{"new":1}""");
        var last = reopened.LastLsn;
        Assert.That(await reopened.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(last)));
        await Assert.ThrowsAsync<JournalFullException>(() => reopened.AddAsync(last + 1));
        reopened.Release(last);
        await reopened.AddAsync(last + 1);
    }

    [Test]
    public async Task EachRecordIsReadWithTheSchemaItWasWrittenWith()
    {
        var disk = new FaultyStorage();
        foreach (var schema in new[] { "unused", "one", "two", "two", "three" })
        {
            await using var journal = await JournalHarness.OpenAsync(disk, schema: schema);
            if (schema != "unused")
            {
                await journal.AddManyAsync(3);
            }
        }
        await using var reopened = await JournalHarness.OpenAsync(disk, schema: "four");
        Assert.That(reopened.SegmentCount, Is.EqualTo(3), "a segment without records is replaced");
        using var reader = reopened.OpenReader(0);
        var read = new List<(string, long)>();
        while (reader.LastLsn < 12)
        {
            var batch = await reader.ReadBatchAsync(100, 1 << 20, CancellationToken.None);
            read.AddRange(batch.Frames.Select(frame => (System.Text.Encoding.UTF8.GetString(batch.Segment.Schema.Span), frame.Lsn)));
        }
        Assert.That(read.Select(item => item.Item1), Is.EqualTo("one one one two two two two two two three three three".Split(' ')));
    }

    [Test]
    public async Task ANewIdIsKeptWithTheFormerOnes()
    {
        var disk = new FaultyStorage();
        Guid first, second, third;
        await using (var journal = await JournalHarness.OpenAsync(disk))
        {
            first = journal.Id;
            await journal.AddManyAsync(5);
            await journal.ChangeIdAsync(CancellationToken.None);
            second = journal.Id;
            await journal.ChangeIdAsync(CancellationToken.None);
            third = journal.Id;
            await journal.AddManyAsync(2);
        }
        await using var reopened = await JournalHarness.OpenAsync(disk);
        Assert.Multiple(() =>
        {
            Assert.That(reopened.Id, Is.EqualTo(third).And.Not.EqualTo(first));
            Assert.That(reopened.FormerIds, Is.EqualTo(new FormerJournalId[] { new(second, 5), new(first, 5) }));
            Assert.That(reopened.LastLsn, Is.EqualTo(7));
        });
        Assert.That(await reopened.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(7)));
        for (var i = 0; i < 20; i++)
        {
            await reopened.ChangeIdAsync(CancellationToken.None);
        }
        Assert.That(reopened.FormerIds, Has.Count.EqualTo(16));
    }

    [Test]
    public async Task TheJournalInMemoryTakesTheSamePath()
    {
        var storage = new MemoryJournalStorage();
        await using (var journal = await JournalHarness.OpenAsync(storage))
        {
            await Assert.ThrowsAsync<JournalInUseException>(() => JournalHarness.OpenAsync(storage));
            await journal.AddManyAsync(300, 1000);
            journal.Release(200);
        }
        await using var reopened = await JournalHarness.OpenAsync(storage);
        Assert.That(reopened.LastLsn, Is.EqualTo(300));
        Assert.That(reopened.FirstLsn, Is.GreaterThan(100));
    }

    private static async Task<JournalFullException> FillAsync(ChangeJournal journal)
    {
        while (true)
        {
            try
            {
                await journal.AddAsync(journal.LastLsn + 1, 1000);
            }
            catch (JournalFullException e)
            {
                return e;
            }
        }
    }
}
