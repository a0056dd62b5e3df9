using System.Buffers;
using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>A change on its way into a journal that has nothing behind it.</summary>
internal sealed class CandleEntry(ChangeEncoder encoder, Change change) : IJournalEntry
{
    public void Compose(long lsn, IBufferWriter<byte> payload) => encoder.Write(payload, change);
}
