using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>
/// Reads a journal directory. First everything is checked and nothing touched; only a journal without damage is then
/// brought into order: its unsynced tail cut or made durable, left-over spare files removed.
/// </summary>
internal sealed class JournalRecovery(IJournalStorage storage, TimeProvider time)
{
    public RecoveredJournal Run(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var names = storage.List().Where(SegmentName.IsSegment).Order(StringComparer.Ordinal).ToArray();
        var scans = new List<SegmentScan>(names.Length);
        try
        {
            foreach (var name in names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var scan = SegmentScan.Run(storage.Open(name), name, scans.LastOrDefault(), isLast: name == names[^1]);
                scans.Add(scan);
                if (name != names[^1])
                {
                    scan.File.Dispose();
                }
            }
            var (torn, end) = scans.Count == 0 ? (null, 0) : new TailRepair(scans[^1]).Run();
            RemoveSpares();
            storage.SyncDirectory();
            var report = new RecoveryReport(scans.Count, scans.Sum(scan => scan.Frames), scans.Sum(scan => scan.End), torn, time.GetElapsedTime(begun));
            return new RecoveredJournal([.. scans.Select(scan => Adopt(scan, scan == scans[^1] ? scan.File : null))], scans.LastOrDefault()?.LastLsn ?? 0, end, report);
        }
        catch
        {
            scans.LastOrDefault()?.File.Dispose();
            throw;
        }
    }

    private static Segment Adopt(SegmentScan scan, IJournalFile? file) =>
        new(scan.Header, file, scan.Name) { DurableLsn = scan.LastLsn, DurableEnd = scan.End, IsSealed = file is null };

    private void RemoveSpares()
    {
        foreach (var name in storage.List().Where(SegmentName.IsSpare))
        {
            storage.Delete(name);
        }
    }
}
