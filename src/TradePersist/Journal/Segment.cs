using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>One segment of the running journal. Its mutable parts belong to <see cref="SegmentSet"/>'s lock.</summary>
internal sealed class Segment(SegmentHeader header, IJournalFile? file, string fileName)
{
    public SegmentHeader Header { get; } = header;

    public JournalSegmentInfo Info { get; } = new(header.JournalId, header.BaseLsn, header.Schema);

    public string Name { get; } = SegmentName.Of(header.BaseLsn);

    public long BaseLsn => Header.BaseLsn;

    /// <summary>Name of the file now: the spare's until the header is synced.</summary>
    public string FileName { get; set; } = fileName;

    public bool IsPromoted => FileName == Name;

    /// <summary>Open while the segment is written or read.</summary>
    public IJournalFile? File { get; set; } = file;

    /// <summary>Last synced record; <see cref="BaseLsn"/> - 1 while there is none.</summary>
    public long DurableLsn { get; set; } = header.BaseLsn - 1;

    /// <summary>End of the synced bytes; what is before it never changes.</summary>
    public long DurableEnd { get; set; }

    /// <summary>A later segment is on disk: nothing is written here any more.</summary>
    public bool IsSealed { get; set; }

    public int Readers { get; set; }

    /// <summary>Deleted or replaced; the file closes with its last reader.</summary>
    public bool IsRetired { get; set; }
}
