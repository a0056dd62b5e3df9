namespace TradePersist.Journal;

/// <summary>What one look at a segment found.</summary>
/// <param name="Scan">Its content; null when it cannot be read to its end, or not at all.</param>
/// <param name="FileBytes">Size of the file.</param>
/// <param name="Damage">What is wrong with it; null when all is well.</param>
internal sealed record SegmentFinding(SegmentScan? Scan, long FileBytes, JournalDamage? Damage)
{
    public SegmentInspection? Segment => Scan is null
        ? null
        : new SegmentInspection(Scan.Name, Scan.Header.JournalId, Scan.Header.BaseLsn, Scan.LastLsn, Scan.End, FileBytes, Scan.Header.Created);
}
