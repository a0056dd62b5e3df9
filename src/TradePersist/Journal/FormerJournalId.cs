namespace TradePersist.Journal;

/// <summary>An id this journal had before, and the last record written under it.</summary>
internal readonly record struct FormerJournalId(Guid Id, long LastLsn);
