using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>A segment file full of synced zeros that has no LSN yet.</summary>
internal sealed record SpareSegment(string FileName, IJournalFile File);
