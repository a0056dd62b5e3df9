using TradePersist.Journal.Format;

namespace TradePersist.Journal;

/// <summary>
/// Puts the end of the last segment in order: what <see cref="TailCheck"/> finds torn is cut, and the records before it are
/// made durable.
/// </summary>
internal sealed class TailRepair(SegmentScan scan)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Returns what was cut and where the next frame goes.</summary>
    public (TornTail? Torn, long End) Run()
    {
        var torn = TailCheck.Run(scan);
        Rewrite(scan.UnprovenFrom, scan.End);
        if (torn is not null)
        {
            Zero(scan.End, scan.End + torn.Bytes);
        }
        scan.File.Sync();
        return (torn, WriteMark());
    }

    // A sync that failed may have left pages that the system holds for clean although they never reached the disk.
    // Written once more they are dirty again, and this sync is an honest one.
    private void Rewrite(long from, long to)
    {
        var chunk = new byte[Math.Min(ChunkBytes, to - from)];
        for (var offset = from; offset < to; offset += chunk.Length)
        {
            var bytes = chunk.AsSpan(0, (int)Math.Min(chunk.Length, to - offset));
            if (scan.File.Read(offset, bytes) != bytes.Length)
            {
                throw new EndOfStreamException($"{scan.Name} ended at byte {offset} while it was read.");
            }
            scan.File.Write(offset, bytes);
        }
    }

    private void Zero(long from, long to)
    {
        var zeros = new byte[Math.Min(ChunkBytes, to - from)];
        for (var offset = from; offset < to; offset += zeros.Length)
        {
            scan.File.Write(offset, zeros.AsSpan(0, (int)Math.Min(zeros.Length, to - offset)));
        }
    }

    // After the sync of the records, never with it, because it vouches for them; and synced itself, because the next
    // record may begin another segment, and then nobody would ever sync this one again.
    private long WriteMark()
    {
        if (scan.DurableLsn >= scan.LastLsn || scan.End + Mark.Bytes > scan.Header.Capacity)
        {
            return scan.End;
        }
        scan.File.Write(scan.End, Mark.Create(scan.LastLsn, scan.Header.Salt));
        scan.File.Sync();
        return scan.End + Mark.Bytes;
    }
}
