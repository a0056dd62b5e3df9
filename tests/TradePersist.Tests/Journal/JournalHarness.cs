using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Storage;

namespace TradePersist.Tests.Journal;

/// <summary>Short forms for opening, filling and reading journals.</summary>
internal static class JournalHarness
{
    public const int PayloadBytes = 100;
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static JournalOptions SmallSegments(int segments = 1000) =>
        new() { SegmentBytes = 64 << 10, MaxBytes = (64L << 10) * segments };

    public static Task<ChangeJournal> OpenAsync(
        IJournalStorage storage, JournalOptions? options = null, string schema = "{}", Action<long, IJournalEntry>? onDurable = null) =>
        ChangeJournal.OpenAsync(storage, options ?? SmallSegments(), System.Text.Encoding.UTF8.GetBytes(schema), onDurable, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <summary>Appends one record and waits until it is durable.</summary>
    public static async Task<long> AddAsync(this ChangeJournal journal, long key, int size = PayloadBytes)
    {
        var ticket = await journal.AppendAsync(new TestEntry(key, size), inline: true);
        await ticket.WhenDurableAsync();
        return ticket.Lsn;
    }

    public static async Task AddManyAsync(this ChangeJournal journal, int count, int size = PayloadBytes)
    {
        for (var i = 0; i < count; i++)
        {
            await journal.AddAsync(journal.LastLsn + 1, size);
        }
    }

    /// <summary>Keys of all synced records after an LSN; checks payloads and the order of LSNs.</summary>
    public static async Task<List<long>> ReadKeysAsync(this ChangeJournal journal, long afterLsn = 0)
    {
        using var reader = journal.OpenReader(afterLsn);
        using var deadline = new CancellationTokenSource(Deadline);
        var keys = new List<long>();
        while (reader.LastLsn < journal.DurableLsn)
        {
            var before = reader.LastLsn;
            var batch = await reader.ReadBatchAsync(1000, 1 << 20, deadline.Token);
            Assert.That(batch.Frames.Select(frame => frame.Lsn), Is.EqualTo(Enumerable.Range(1, batch.Frames.Count).Select(i => before + i)));
            keys.AddRange(batch.Frames.Select(frame => TestEntry.KeyOf(frame.Payload)));
        }
        return keys;
    }

    public static IEnumerable<long> Keys(long count, long first = 1) => Enumerable.Range(0, (int)count).Select(i => first + i);
}
