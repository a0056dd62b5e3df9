using System.Buffers;
using TradePersist.Journal;

namespace TradePersist.Benchmarks.Journal;

/// <summary>A record of bytes, so that nothing but the journal is measured.</summary>
internal sealed class PayloadEntry : IJournalEntry
{
    public const int PayloadBytes = 256;

    private readonly byte[] _payload = new byte[PayloadBytes];

    public PayloadEntry() => new Random(1).NextBytes(_payload);

    public void Compose(long lsn, IBufferWriter<byte> payload) => payload.Write(_payload);
}
