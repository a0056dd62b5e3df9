namespace TradePersist.Journal;

/// <summary>Scans the files of a journal that may be written meanwhile.</summary>
internal sealed class JournalScan(JournalFolder folder, TimeProvider time)
{
    private const int MaxGrowths = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    public async Task<JournalInspection> RunAsync(CancellationToken cancellationToken)
    {
        // A journal that is written fast may let go of what was its newest segment when its files were listed.
        var findings = new List<SegmentFinding>();
        for (var lists = 1; !await LookAtAllAsync(findings, cancellationToken).ConfigureAwait(false); lists++)
        {
            folder.ThrowIfTooFast(lists);
        }

        return new JournalInspection(
            folder.Directory,
            [.. findings.Select(finding => finding.Segment).OfType<SegmentInspection>()],
            findings.Select(finding => finding.Scan?.DurableLsn ?? 0).DefaultIfEmpty().Max(),
            [.. findings.Select(finding => finding.Damage).OfType<JournalDamage>()]);
    }

    /// <summary>Finds out about every segment. False when the newest one was let go meanwhile, so that the list is outdated.</summary>
    private async Task<bool> LookAtAllAsync(List<SegmentFinding> findings, CancellationToken cancellationToken)
    {
        findings.Clear();
        SegmentFinding? finding = null;
        var names = folder.Names();
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var previous = findings.LastOrDefault()?.Scan;
            finding = name == names[^1]
                ? await LookAtLastAsync(name, previous, cancellationToken).ConfigureAwait(false)
                : Look(name, previous, isLast: false);
            if (finding is null)
            {
                // The oldest go first: those before it are gone too, and its successor follows none of them.
                findings.Clear();
                continue;
            }

            findings.Add(finding);
        }

        return finding is not null;
    }

    /// <summary>
    /// Looks at the segment that is being written, perhaps. Its end may be read in the middle of a write, so what seems to be
    /// damage has to stay where it is.
    /// </summary>
    public async Task<SegmentFinding?> LookAtLastAsync(string name, SegmentScan? previous, CancellationToken cancellationToken)
    {
        long? offset = null;
        var growths = 0;
        var since = time.GetTimestamp();
        while (true)
        {
            var finding = Look(name, previous, isLast: true);
            if (finding?.Damage is not { } damage)
            {
                return finding;
            }

            if (damage.Offset != offset)
            {
                offset = damage.Offset;
                since = time.GetTimestamp();
                if (++growths > MaxGrowths)
                {
                    return finding with { Damage = null };
                }
            }
            else if (time.GetElapsedTime(since) >= Settled)
            {
                return finding;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private SegmentFinding? Look(string name, SegmentScan? previous, bool isLast)
    {
        using var file = folder.TryOpen(name);
        if (file is null)
        {
            return null;
        }

        // Asked first: a scan that finds damage closes the file.
        var fileBytes = file.Length;
        SegmentScan? scan = null;
        JournalDamage? damage;
        try
        {
            scan = SegmentScan.Run(file, name, previous, isLast);
            damage = isLast && TailCheck.Run(scan) is { } torn ? new JournalDamage(name, torn.Offset, torn.Reason, IsTornTail: true) : null;
        }
        catch (JournalCorruptException exception)
        {
            damage = new JournalDamage(name, exception.Offset, exception.Reason, IsTornTail: false);
        }

        return new SegmentFinding(scan, fileBytes, damage);
    }
}
