using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>One decoded record of the journal, with what it was decoded from.</summary>
internal sealed record JournalRecord(long Lsn, Change Change, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Schema);
