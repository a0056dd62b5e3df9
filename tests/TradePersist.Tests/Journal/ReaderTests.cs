using NUnit.Framework;
using TradePersist.Journal;

namespace TradePersist.Tests.Journal;

public class ReaderTests
{
    [Test]
    public async Task SeveralReadersFollowAppendsAndReleasesWithoutMissingOne()
    {
        const int Writers = 4;
        const int Each = 1500;
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        using var deadline = new CancellationTokenSource(JournalHarness.Deadline);
        var positions = new long[3];
        var readers = Enumerable.Range(0, positions.Length).Select(index => Task.Run(async () =>
        {
            var keys = new List<long>();
            using var reader = journal.OpenReader(0);
            while (keys.Count < Writers * Each)
            {
                var batch = await reader.ReadBatchAsync(1 + index * 50, 5000, deadline.Token);
                Assert.That(batch.LastLsn, Is.LessThanOrEqualTo(journal.DurableLsn));
                Assert.That(batch.Frames[0].Lsn, Is.EqualTo(keys.Count + 1));
                keys.AddRange(batch.Frames.Select(frame => TestEntry.KeyOf(frame.Payload)));
                Volatile.Write(ref positions[index], reader.LastLsn);
                journal.Release(Enumerable.Range(0, positions.Length).Min(i => Volatile.Read(ref positions[i])));
            }
            return keys;
        })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < Each; i++)
            {
                var ticket = await journal.AppendAsync(new TestEntry(writer * Each + i, random.Next(8, 2000)), inline: i % 2 == 0);
                await ticket.WhenWrittenAsync();
            }
        })));
        var read = await Task.WhenAll(readers);
        Assert.That(read[0].Order(), Is.EqualTo(JournalHarness.Keys(Writers * Each, first: 0)));
        Assert.That(read[1], Is.EqualTo(read[0]));
        Assert.That(read[2], Is.EqualTo(read[0]));
        Assert.That(journal.SegmentCount, Is.LessThan(10), "released on the way");
    }

    [Test]
    public async Task NothingIsHandedOutBeforeItIsSynced()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        await journal.AddAsync(1);
        using var gate = new SyncGate(disk);
        using var reader = journal.OpenReader(0);
        var ticket = await journal.AppendAsync(new TestEntry(2, 100), inline: false);
        await ticket.WhenWrittenAsync();
        await gate.ReachedAsync();
        Assert.That((await reader.ReadBatchAsync(10, 1000, CancellationToken.None)).LastLsn, Is.EqualTo(1));
        var read = reader.ReadBatchAsync(10, 1000, CancellationToken.None).AsTask();
        Assert.That(read.IsCompleted, Is.False);
        gate.Open();
        Assert.That((await read.WaitAsync(JournalHarness.Deadline)).LastLsn, Is.EqualTo(2));
    }

    [Test]
    public async Task LimitsAreKept()
    {
        await using var journal = await JournalHarness.OpenAsync(new FaultyStorage());
        await journal.AddManyAsync(20, 1000);
        using var reader = journal.OpenReader(5);
        Assert.That((await reader.ReadBatchAsync(3, 1 << 20, CancellationToken.None)).Frames, Has.Count.EqualTo(3));
        Assert.That((await reader.ReadBatchAsync(100, 2500, CancellationToken.None)).Frames, Has.Count.EqualTo(2));
        Assert.That((await reader.ReadBatchAsync(100, 1, CancellationToken.None)).Frames, Has.Count.EqualTo(1), "one that is larger than the limit comes alone");
        Assert.That((await reader.ReadBatchAsync(100, 1 << 20, CancellationToken.None)).Frames[0].Lsn, Is.EqualTo(12));
    }

    [Test]
    public async Task AWaitingReaderEndsWithItsTokenOrWithTheJournal()
    {
        var journal = await JournalHarness.OpenAsync(new FaultyStorage());
        using var reader = journal.OpenReader(0);
        using var patience = new CancellationTokenSource();
        var cancelled = reader.ReadBatchAsync(1, 1, patience.Token).AsTask();
        await patience.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => cancelled);
        var closed = reader.ReadBatchAsync(1, 1, CancellationToken.None).AsTask();
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed.WaitAsync(JournalHarness.Deadline));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.AppendAsync(new TestEntry(1, 9), inline: true));
    }

    [Test]
    public async Task APositionBeyondTheEndIsRefused()
    {
        await using var journal = await JournalHarness.OpenAsync(new FaultyStorage());
        await journal.AddManyAsync(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.OpenReader(4));
    }
}
