namespace TradePersist.Journal;

/// <summary>Why the journal cannot take another record.</summary>
public enum JournalFullReason
{
    /// <summary>The segments have reached <see cref="JournalOptions.MaxBytes"/> and tiers still need them.</summary>
    SizeCap,

    /// <summary>The file system has no room (or no quota) for the next segment.</summary>
    DiskFull,
}
