namespace TradePersist.Journal;

/// <summary>One record read back. The payload is good until the reader's next call.</summary>
internal readonly record struct JournalFrame(long Lsn, ReadOnlyMemory<byte> Payload);
