using System.Buffers;

namespace TradePersist.Journal;

/// <summary>
/// One record on its way into the journal. Both members are called under the lock that assigns LSNs,
/// so they must be short and must not wait. When either throws, nothing is enqueued.
/// </summary>
internal interface IJournalEntry
{
    /// <summary>
    /// Writes the payload, 1 byte to 8 MiB. It may be called again, with the same or a later LSN, when the payload
    /// did not fit the current segment: it must not change anything of its own.
    /// </summary>
    void Compose(long lsn, IBufferWriter<byte> payload);

    /// <summary>The payload last composed is accepted under this LSN: the place to advance counters.</summary>
    void Enqueued(long lsn)
    {
    }
}
