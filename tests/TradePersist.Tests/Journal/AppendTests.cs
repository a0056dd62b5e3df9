using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Journal;

public class AppendTests
{
    [Test]
    public async Task WhatIsAppendedIsReadBackAfterReopening()
    {
        using var folder = new TempFolder();
        Guid id;
        await using (var journal = await JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root)))
        {
            id = journal.Id;
            await journal.AddManyAsync(50);
            Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(50)));
        }
        await using var reopened = await JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root));
        Assert.Multiple(() =>
        {
            Assert.That(reopened.Id, Is.EqualTo(id));
            Assert.That(reopened.LastLsn, Is.EqualTo(50));
            Assert.That(reopened.DurableLsn, Is.EqualTo(50));
            Assert.That(reopened.Recovery.Torn, Is.Null);
        });
        Assert.That(await reopened.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(50)));
        Assert.That(await reopened.AddAsync(51), Is.EqualTo(51));
    }

    [Test]
    public async Task PayloadsOfEverySizeComeBack([Values(1, 7, 8, 9, 4096, 3_000_000)] int size)
    {
        var storage = new MemoryJournalStorage();
        var options = new JournalOptions { SegmentBytes = 4 << 20 };
        await using var journal = await JournalHarness.OpenAsync(storage, options);
        var payload = TestEntry.PayloadOf(5, Math.Max(8, size))[..size];
        for (var i = 0; i < 5; i++)
        {
            var ticket = await journal.AppendAsync(new RawEntry(payload), inline: true);
            await ticket.WhenDurableAsync();
        }
        using var reader = journal.OpenReader(0);
        for (var read = 0; read < 5;)
        {
            var batch = await reader.ReadBatchAsync(2, 1 << 20, CancellationToken.None);
            Assert.That(batch.Frames.All(frame => frame.Payload.Span.SequenceEqual(payload)));
            read += batch.Frames.Count;
        }
    }

    [Test]
    public async Task APayloadThatIsEmptyOrTooLargeOrThrowsLeavesNothingBehind()
    {
        await using var journal = await JournalHarness.OpenAsync(new MemoryJournalStorage());
        await journal.AddAsync(1);
        await Assert.ThrowsAsync<JournalException>(async () => await journal.AppendAsync(new RawEntry([]), inline: true));
        await Assert.ThrowsAsync<JournalException>(async () => await journal.AppendAsync(new RawEntry(new byte[70_000]), inline: true));
        await Assert.ThrowsAsync<TimeoutException>(async () => await journal.AppendAsync(new TestEntry(9, 10) { OnCompose = () => throw new TimeoutException() }, inline: true));
        Assert.That(await journal.AddAsync(2), Is.EqualTo(2));
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(new long[] { 1, 2 }));
    }

    [Test]
    public async Task ConcurrentWritersGetDistinctLsnsAndTheCallbackSeesThemInOrderBeforeTheReceipt()
    {
        var seen = new List<(long Lsn, long Key)>();
        long last = 0;
        await using var journal = await JournalHarness.OpenAsync(new MemoryJournalStorage(), onDurable: (lsn, entry) =>
        {
            seen.Add((lsn, ((TestEntry)entry).Key));
            Volatile.Write(ref last, lsn);
        });
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                var entry = new TestEntry(writer * 1000 + i, 60);
                var ticket = await journal.AppendAsync(entry, inline: i % 3 > 0);
                await ticket.WhenDurableAsync();
                Assert.That(Volatile.Read(ref last), Is.GreaterThanOrEqualTo(ticket.Lsn), "callback before receipt");
                Assert.That(entry.Lsn, Is.EqualTo(ticket.Lsn));
            }
        })));
        Assert.That(seen.Select(item => item.Lsn), Is.EqualTo(JournalHarness.Keys(8000)));
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(seen.Select(item => item.Key)));
    }

    [Test]
    public async Task WritersThatDoNotWaitAreWrittenAndSyncedAllTheSame()
    {
        await using var journal = await JournalHarness.OpenAsync(new MemoryJournalStorage());
        AppendTicket last = default;
        for (var i = 1; i <= 2000; i++)
        {
            last = await journal.AppendAsync(new TestEntry(i, 200), inline: false);
        }
        await last.WhenWrittenAsync();
        await last.WhenDurableAsync();
        Assert.That(journal.DurableLsn, Is.EqualTo(2000));
        Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(2000)));
    }

    [Test]
    public async Task ACallbackThatThrowsIsReportedAndTakesNoReceiptWithIt()
    {
        await using var journal = await JournalHarness.OpenAsync(new MemoryJournalStorage(), onDurable: (lsn, _) =>
        {
            if (lsn == 2)
            {
                throw new TimeoutException("callback");
            }
        });
        await journal.AddManyAsync(3);
        Assert.That(journal.LastError, Is.TypeOf<TimeoutException>());
        Assert.That(journal.DurableLsn, Is.EqualTo(3));
    }

    private sealed class RawEntry(byte[] payload) : IJournalEntry
    {
        public void Compose(long lsn, System.Buffers.IBufferWriter<byte> writer) => System.Buffers.BuffersExtensions.Write(writer, payload);
    }
}
