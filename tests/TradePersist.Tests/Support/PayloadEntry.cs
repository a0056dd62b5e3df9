using System.Buffers;
using TradePersist.Journal;

namespace TradePersist.Tests.Support;

/// <summary>A record of the test's own bytes.</summary>
internal sealed class PayloadEntry(byte[] bytes) : IJournalEntry
{
    public void Compose(long lsn, IBufferWriter<byte> payload) => payload.Write(bytes);

    public void Enqueued(long lsn)
    {
    }
}
