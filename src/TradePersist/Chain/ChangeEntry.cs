using System.Buffers;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>A change on its way into the journal.</summary>
internal sealed class ChangeEntry(Func<Change> compose, Action? accepted, ChangeEncoder encoder, ReadRouter router) : IJournalEntry
{
    /// <summary>The change, once composed.</summary>
    public Change? Change { get; private set; }

    public void Compose(long lsn, IBufferWriter<byte> payload)
    {
        // Composed anew each time: counters may have moved on if the journal made the caller wait in between.
        Change = compose();
        encoder.Write(payload, Change);
    }

    public void Enqueued(long lsn)
    {
        accepted?.Invoke();
        router.Wrote(Change!, lsn);
    }
}
