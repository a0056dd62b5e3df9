using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Journal;
using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>Journals with nothing behind them.</summary>
internal static class Journals
{
    private static readonly byte[] Schema = "{\"tables\":[]}"u8.ToArray();

    public static Task<ChangeJournal> OpenAsync(IJournalStorage storage) => ChangeJournal.OpenAsync(
        storage, new JournalOptions { Directory = storage.Location, MaxBytes = 2L << 30 }, Schema, onDurable: null, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <summary>Opens one and waits until its next segment lies ready, which is no part of an append.</summary>
    public static async Task<ChangeJournal> OpenReadyAsync(IJournalStorage storage)
    {
        var journal = await OpenAsync(storage);
        while (journal.SizeBytes < 2 * JournalOptions.DefaultSegmentBytes)
        {
            await Task.Delay(5);
        }

        return journal;
    }

    public static async ValueTask AppendDurablyAsync(this ChangeJournal journal, PayloadEntry entry)
    {
        var ticket = await journal.AppendAsync(entry, inline: true);
        await ticket.WhenDurableAsync();
    }
}
