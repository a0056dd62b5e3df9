using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Journal;

public class FaultTests
{
    [Test]
    public async Task AFailedSyncOrWriteFailsTheAppendAndEndsTheJournalUntilReopened([Values("sync", "write")] string operation, [Values] bool inline)
    {
        var disk = new FaultyStorage();
        var journal = await JournalHarness.OpenAsync(disk);
        await journal.AddManyAsync(10);
        await Until.TrueAsync(() => disk.List().Any(name => name.EndsWith(".spare", StringComparison.Ordinal)), "a spare segment");
        var attempts = 0;
        disk.Before = (current, name) =>
        {
            if (current == operation && name.EndsWith(".tpj", StringComparison.Ordinal) && ++attempts == 1)
            {
                throw new IOException("Injected EIO.");
            }
        };
        var failure = await Assert.ThrowsAsync<JournalFailedException>(async () =>
        {
            var ticket = await journal.AppendAsync(new TestEntry(11, 100), inline);
            await ticket.WhenDurableAsync();
        });
        Assert.That(failure!.InnerException, Is.TypeOf<IOException>());
        await Assert.ThrowsAsync<JournalFailedException>(async () => await journal.AppendAsync(new TestEntry(12, 100), inline));
        Assert.Multiple(() =>
        {
            Assert.That(attempts, Is.EqualTo(1), "no second try");
            Assert.That(journal.IsPoisoned);
            Assert.That(journal.LastError, Is.TypeOf<IOException>());
            Assert.That(journal.DurableLsn, Is.EqualTo(10));
        });
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(10)), "what was synced can still be read");
        await journal.DisposeAsync();

        await using var reopened = await JournalHarness.OpenAsync(disk.Reopen());
        Assert.That((await reopened.ReadKeysAsync()).Take(10), Is.EqualTo(JournalHarness.Keys(10)));
        Assert.That(reopened.LastLsn, Is.AnyOf(10, 11));
        await reopened.AddAsync(reopened.LastLsn + 1);
    }

    [Test]
    public async Task EverybodyInAFailedBatchAndBehindItIsTold()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        using var gate = new SyncGate(disk, fails: true);
        var tickets = new List<AppendTicket>();
        tickets.Add(await journal.AppendAsync(new TestEntry(1, 100), inline: false));
        await gate.ReachedAsync();
        for (var i = 2; i <= 10; i++)
        {
            tickets.Add(await journal.AppendAsync(new TestEntry(i, 100), inline: false));
        }
        var waits = tickets.Select(ticket => ticket.WhenDurableAsync().AsTask()).ToArray();
        await tickets[0].WhenWrittenAsync();
        gate.Open();
        foreach (var wait in waits)
        {
            await Assert.ThrowsAsync<JournalFailedException>(() => wait.WaitAsync(JournalHarness.Deadline));
        }
        Assert.That(journal.DurableLsn, Is.Zero);
    }

    [Test]
    public async Task ANewSegmentThatCannotBeMadeRefusesRecordsAndTheyResumeByThemselves([Values("create", "write")] string failing)
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        await Until.TrueAsync(() => journal.SizeBytes == 2 * JournalHarness.SmallSegments().SegmentBytes, "a spare segment");
        var isFull = true;
        disk.Before = (operation, name) =>
        {
            // A write to a spare that has its full size is the header of a segment about to begin, not its making.
            if (isFull && operation == failing && (failing == "create" || disk[name].Bytes.Length < JournalHarness.SmallSegments().SegmentBytes))
            {
                throw new StorageFullException("Injected ENOSPC.");
            }
        };
        JournalFullException? refusal = null;
        while (refusal is null)
        {
            try
            {
                await journal.AddAsync(journal.LastLsn + 1, 7000);
            }
            catch (JournalFullException e)
            {
                refusal = e;
            }
            Assert.That(journal.SegmentCount, Is.LessThan(5));
        }
        var last = journal.LastLsn;
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Reason, Is.EqualTo(JournalFullReason.DiskFull));
            Assert.That(journal.IsFull);
            Assert.That(journal.IsPoisoned, Is.False);
            Assert.That(journal.DurableLsn, Is.EqualTo(last));
            Assert.That(disk.List(), Is.All.Match("[.]tpj$"), "nothing half-made is left");
            Assert.That(journal.SegmentCount, Is.EqualTo(2), "the reserve was used up first");
        });
        isFull = false;
        await journal.AddAsync(last + 1, 7000);
        Assert.That(journal.IsFull, Is.False);
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(last + 1)));
    }

    [Test]
    public async Task AnEntryComposedAgainIsEnqueuedOnce()
    {
        await using var journal = await JournalHarness.OpenAsync(new MemoryJournalStorage());
        var composed = 0;
        for (var i = 1; i <= 200; i++)
        {
            var entry = new TestEntry(i, 9000);
            var ticket = await journal.AppendAsync(entry, inline: false);
            composed += entry.Composed;
            Assert.That(entry.Lsn, Is.EqualTo(ticket.Lsn));
        }
        Assert.That(composed, Is.GreaterThanOrEqualTo(200));
        Assert.That(await JournalHarness.AddAsync(journal, 201, 9000), Is.EqualTo(201));
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(201)));
    }

    [Test]
    public async Task OpeningOnAFailingDiskThrowsAJournalException()
    {
        var disk = new FaultyStorage { Before = (_, _) => throw new IOException("Injected EIO.") };
        await Assert.CatchAsync<JournalException>(() => JournalHarness.OpenAsync(disk));
    }
}
