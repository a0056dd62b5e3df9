using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Journal;

public class GroupCommitTests
{
    [Test]
    public async Task RecordsThatComeInDuringASyncShareTheNextOne()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        using var gate = new SyncGate(disk);
        var first = await journal.AppendAsync(new TestEntry(1, 100), inline: false);
        await gate.ReachedAsync();
        var before = journal.Syncs;
        var others = new List<Task>();
        for (var i = 2; i <= 65; i++)
        {
            var ticket = await journal.AppendAsync(new TestEntry(i, 100), inline: true);
            others.Add(ticket.WhenDurableAsync().AsTask());
        }
        Assert.That(others, Is.All.Property(nameof(Task.IsCompleted)).False, "nobody is acknowledged before the sync");
        Assert.That(journal.DurableLsn, Is.Zero);
        gate.Open();
        await first.WhenDurableAsync();
        await Task.WhenAll(others).WaitAsync(JournalHarness.Deadline);
        Assert.That(journal.Syncs - before, Is.EqualTo(2), "one for the first, one for the other 64");
    }

    [Test]
    public async Task TheInlineLeaderServesItsOwnBatchOnly()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        using var gate = new SyncGate(disk);
        var appended = new TaskCompletionSource<AppendTicket>();
        var leader = new Thread(() => appended.SetResult(journal.AppendAsync(new TestEntry(1, 100), inline: true).AsTask().GetAwaiter().GetResult()));
        leader.Start();
        await gate.ReachedAsync();
        var second = await journal.AppendAsync(new TestEntry(2, 100), inline: true);
        var wait = second.WhenDurableAsync().AsTask();
        Thread? other = null;
        disk.BeforeSync = () => other = Thread.CurrentThread;
        gate.Open();
        Assert.That(leader.Join(JournalHarness.Deadline));
        Assert.That((await appended.Task).WhenDurableAsync().AsTask().IsCompletedSuccessfully, "its own batch is done when the append returns");
        await wait.WaitAsync(JournalHarness.Deadline);
        Assert.That(other, Is.Not.Null.And.Not.SameAs(leader));
        Assert.That(other!.IsThreadPoolThread);
        Assert.That(journal.DurableLsn, Is.EqualTo(2));
    }

    [Test]
    public async Task WrittenComesBeforeTheSync()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        using var gate = new SyncGate(disk);
        var ticket = await journal.AppendAsync(new TestEntry(1, 100), inline: false);
        await ticket.WhenWrittenAsync().AsTask().WaitAsync(JournalHarness.Deadline);
        Assert.That(journal.DurableLsn, Is.Zero);
        gate.Open();
        await ticket.WhenDurableAsync();
        Assert.That(journal.DurableLsn, Is.EqualTo(1));
    }

    [Test]
    public async Task TheCallbackRunsAfterTheSyncAndBeforeTheReceipt()
    {
        var disk = new FaultyStorage();
        Task? wait = null;
        (bool Acknowledged, int Syncs)? seen = null;
        await using var journal = await JournalHarness.OpenAsync(disk, onDurable: (_, _) => seen = (wait!.IsCompleted, disk.Syncs));
        using var gate = new SyncGate(disk);
        var ticket = await journal.AppendAsync(new TestEntry(1, 100), inline: false);
        wait = ticket.WhenDurableAsync().AsTask();
        await gate.ReachedAsync();
        var before = disk.Syncs;
        Assert.That(seen, Is.Null);
        gate.Open();
        await wait.WaitAsync(JournalHarness.Deadline);
        Assert.That(seen!.Value.Acknowledged, Is.False);
        Assert.That(seen.Value.Syncs, Is.GreaterThan(before));
    }

    [Test]
    public async Task AWaiterThatGivesUpLeavesItsRecordInTheJournal()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        using var gate = new SyncGate(disk);
        using var patience = new CancellationTokenSource();
        var ticket = await journal.AppendAsync(new TestEntry(1, 100), inline: false);
        var wait = ticket.WhenDurableAsync(patience.Token).AsTask();
        await gate.ReachedAsync();
        await patience.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => wait);
        gate.Open();
        await ticket.WhenDurableAsync();
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(new long[] { 1 }));
    }

    [Test]
    public async Task MemoryIsBoundedWhileTheDiskHangs()
    {
        var disk = new FaultyStorage();
        var options = JournalHarness.SmallSegments();
        options.MaxPendingBytes = JournalOptions.MinMaxPendingBytes;
        await using var journal = await JournalHarness.OpenAsync(disk, options);
        using var gate = new SyncGate(disk);
        using var patience = new CancellationTokenSource();
        var appended = 0;
        var writer = Task.Run(async () =>
        {
            while (true)
            {
                await journal.AppendAsync(new TestEntry(appended + 1, 1000), inline: false, patience.Token);
                Interlocked.Increment(ref appended);
            }
        });
        await Until.TrueAsync(() => journal.WaitForRoomAsync(patience.Token).AsTask() is { IsCompleted: false }, "no room");
        Assert.That(Volatile.Read(ref appended) * 1000L, Is.LessThan(2 * options.MaxPendingBytes));
        await patience.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => writer);
        gate.Open();
        await journal.WaitForRoomAsync();
        await Until.TrueAsync(() => journal.DurableLsn == appended, "all of it is durable in the end");
    }
}
