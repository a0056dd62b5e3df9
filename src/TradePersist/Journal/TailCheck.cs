using TradePersist.Journal.Format;

namespace TradePersist.Journal;

/// <summary>
/// Looks at what follows the intact frames of the last segment, and changes nothing. It is either the rest of a batch whose
/// sync never returned, which nobody was promised, or damage to synced records, which is refused.
/// </summary>
internal static class TailCheck
{
    /// <summary>What is torn; null when the segment ends in order.</summary>
    public static TornTail? Run(SegmentScan scan)
    {
        var tail = ReadTail(scan);
        var used = tail.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        var missing = scan.Header.Capacity > scan.File.Length;
        RefuseIfSynced(scan, tail, used);
        if (used == 0 && !missing)
        {
            return null;
        }
        var end = missing ? scan.Header.Capacity : scan.End + used;
        return new TornTail(scan.Name, scan.End, end - scan.End, scan.Fault ?? $"record {scan.LastLsn + 1} was never finished");
    }

    /// <summary>
    /// A later frame that was written when the bad one was already synced proves damage. The bad frame's length cannot be
    /// trusted, so every offset that could begin a frame is tried.
    /// </summary>
    private static void RefuseIfSynced(SegmentScan scan, ReadOnlySpan<byte> tail, int used)
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

    private static byte[] ReadTail(SegmentScan scan)
    {
        var bytes = new byte[Math.Max(0, Math.Min(scan.File.Length, scan.Header.Capacity) - scan.End)];
        var read = scan.File.Read(scan.End, bytes);
        return read == bytes.Length ? bytes : throw new EndOfStreamException($"{scan.Name} ended at byte {scan.End + read} while it was read.");
    }
}
