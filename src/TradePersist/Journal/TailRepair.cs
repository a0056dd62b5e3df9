using TradePersist.Journal.Format;

namespace TradePersist.Journal;

/// <summary>
/// Puts the end of the last segment in order. What follows the intact frames is either the rest of a batch whose sync
/// never returned, which nobody was promised and is cut, or damage to synced records, which is refused.
/// </summary>
internal sealed class TailRepair(SegmentScan scan)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Returns what was cut and where the next frame goes.</summary>
    public (TornTail? Torn, long End) Run()
    {
        var tail = ReadTail();
        var used = tail.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        var missing = scan.Header.Capacity > scan.File.Length;
        RefuseIfSynced(tail, used);
        TornTail? torn = null;
        if (used > 0 || missing)
        {
            var end = missing ? scan.Header.Capacity : scan.End + used;
            torn = new TornTail(scan.Name, scan.End, end - scan.End, scan.Fault ?? $"record {scan.LastLsn + 1} was never finished");
        }
        Rewrite(scan.UnprovenFrom, scan.End);
        if (torn is not null)
        {
            Zero(scan.End, scan.End + torn.Bytes);
        }
        scan.File.Sync();
        return (torn, WriteMark());
    }

    /// <summary>
    /// A later frame that was written when the bad one was already synced proves damage. The bad frame's length cannot be
    /// trusted, so every offset that could begin a frame is tried.
    /// </summary>
    private void RefuseIfSynced(ReadOnlySpan<byte> tail, int used)
    {
        var missingLsn = scan.LastLsn + 1;
        var lastPossible = missingLsn + scan.Header.Capacity / Frame.SizeOf(1);
        for (var offset = Frame.Alignment; offset < used && offset + Frame.HeaderBytes <= tail.Length; offset += Frame.Alignment)
        {
            var candidate = tail[offset..];
            var length = Frame.LengthAt(candidate);
            if (length is <= 0 or > Frame.MaxPayloadBytes || Frame.DurableAt(candidate) < missingLsn)
            {
                continue;
            }
            var lsn = Frame.LsnAt(candidate);
            var isPossible = lsn >= missingLsn && lsn <= lastPossible && Frame.DurableAt(candidate) <= lsn;
            var size = Frame.SizeOf(length);
            if (isPossible && size <= candidate.Length && Frame.IsIntact(candidate[..size], scan.Header.Salt))
            {
                throw new JournalCorruptException(scan.Name, scan.End, $"record {missingLsn} is not what was written, and record {lsn} at byte {scan.End + offset} shows that it was synced");
            }
        }
    }

    private byte[] ReadTail()
    {
        var bytes = new byte[Math.Max(0, Math.Min(scan.File.Length, scan.Header.Capacity) - scan.End)];
        var read = scan.File.Read(scan.End, bytes);
        return read == bytes.Length ? bytes : throw new EndOfStreamException($"{scan.Name} ended at byte {scan.End + read} while it was read.");
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
