namespace TradePersist.Journal;

/// <summary>What a full scan of a journal's files found.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Segments">The segments that can be read to their end or to a torn tail, oldest first.</param>
/// <param name="DurableLsn">The last record that the files themselves show to have been synced; 0 when they show none.</param>
/// <param name="Damage">Everything that is wrong, oldest segment first.</param>
public sealed record JournalInspection(string Directory, IReadOnlyList<SegmentInspection> Segments, long DurableLsn, IReadOnlyList<JournalDamage> Damage)
{
    /// <summary>The journal's id, from its newest segment; null when none can be read.</summary>
    public Guid? JournalId => Segments.Count == 0 ? null : Segments[^1].JournalId;

    /// <summary>The first record of the oldest segment; 0 when none can be read.</summary>
    public long FirstLsn => Segments.Count == 0 ? 0 : Segments[0].FirstLsn;

    /// <summary>The last intact record of the newest segment; 0 when there is none.</summary>
    public long LastLsn => Segments.Count == 0 ? 0 : Segments[^1].LastLsn;

    /// <summary>Bytes of all segment files that can be read.</summary>
    public long FileBytes => Segments.Sum(segment => segment.FileBytes);
}
