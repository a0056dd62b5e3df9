using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>Everything recovery needs to know about one segment file; throws when the file is damaged beyond a torn tail.</summary>
internal sealed class SegmentScan
{
    private const int BufferBytes = 1 << 20;

    private SegmentScan(string name, IJournalFile file, SegmentHeader header)
    {
        Name = name;
        File = file;
        Header = header;
        LastLsn = DurableLsn = header.BaseLsn - 1;
    }

    public string Name { get; }

    public IJournalFile File { get; }

    public SegmentHeader Header { get; }

    public long LastLsn { get; private set; }

    /// <summary>Highest LSN the frames themselves show to have been synced.</summary>
    public long DurableLsn { get; private set; }

    /// <summary>First byte of the first record after <see cref="DurableLsn"/>; <see cref="End"/> when there is none.</summary>
    public long UnprovenFrom { get; private set; }

    /// <summary>End of the intact frames.</summary>
    public long End { get; private set; }

    public long Frames { get; private set; }

    /// <summary>What stopped the scan; null at an orderly end.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads the file, and closes it when it throws.</summary>
    public static SegmentScan Run(IJournalFile file, string name, SegmentScan? previous, bool isLast)
    {
        try
        {
            using var window = new FrameWindow(BufferBytes);
            var header = ReadHeader(file, name, window);
            CheckSequence(name, header, previous);
            var scan = new SegmentScan(name, file, header);
            scan.ReadFrames(window, Math.Min(file.Length, header.Capacity));
            if (!isLast && scan.Fault is { } fault)
            {
                throw new JournalCorruptException(name, scan.End, fault);
            }
            return scan;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the first frame; the window is then at the second.</summary>
    public static SegmentHeader ReadHeader(IJournalFile file, string name, FrameWindow window)
    {
        window.Reset(file, 0, salt: 0);
        if (window.Peek(file.Length) != FrameStatus.Intact || SegmentHeader.TryRead(window.Payload.Span) is not { } header)
        {
            throw new JournalCorruptException(name, 0, "the segment has no readable header");
        }
        if (SegmentName.BaseLsn(name) != header.BaseLsn)
        {
            throw new JournalCorruptException(name, 0, $"the header is that of a segment that begins at record {header.BaseLsn}");
        }
        window.Advance();
        window.UseSalt(header.Salt);
        return header;
    }

    private static void CheckSequence(string name, SegmentHeader header, SegmentScan? previous)
    {
        if (previous is null)
        {
            return;
        }
        if (header.BaseLsn != previous.LastLsn + 1)
        {
            throw new JournalCorruptException(name, 0, $"it begins at record {header.BaseLsn}, but {previous.Name} ends with record {previous.LastLsn}");
        }
        var follows = header.JournalId == previous.Header.JournalId
            || header.FormerIds.Contains(new FormerJournalId(previous.Header.JournalId, previous.LastLsn));
        if (!follows)
        {
            throw new JournalCorruptException(name, 0, $"it belongs to journal {header.JournalId}, but {previous.Name} to journal {previous.Header.JournalId}");
        }
    }

    private void ReadFrames(FrameWindow window, long limit)
    {
        UnprovenFrom = End = window.Position;
        Frames = 1;
        var status = window.Peek(limit);
        while (status == FrameStatus.Intact)
        {
            if (window.IsRecord && window.Lsn != LastLsn + 1 || !window.IsRecord && window.Lsn != LastLsn)
            {
                throw new JournalCorruptException(Name, window.Position, $"record {window.Lsn} stands where record {LastLsn + 1} belongs");
            }
            Note(window);
            window.Advance();
            End = window.Position;
            UnprovenFrom = DurableLsn == LastLsn ? End : UnprovenFrom;
            Frames++;
            status = window.Peek(limit);
        }
        Fault = status == FrameStatus.Bad ? $"record {LastLsn + 1} is not what was written"
            : limit < Header.Capacity ? $"the file was made with {Header.Capacity} bytes and has {limit}"
            : null;
    }

    private void Note(FrameWindow window)
    {
        LastLsn = window.Lsn;
        if (window.Durable > DurableLsn)
        {
            // A batch carries the last LSN of the batch before it, so the first frame that says so is the first not yet proven.
            DurableLsn = window.Durable;
            UnprovenFrom = window.Position;
        }
    }
}
