using System.Globalization;

namespace TradePersist.Journal;

/// <summary>Where the journal lives and how large it may become.</summary>
public sealed class JournalOptions
{
    /// <summary>Default of <see cref="MaxBytes"/>: 1 GiB.</summary>
    public const long DefaultMaxBytes = 1L << 30;

    /// <summary>Default of <see cref="SegmentBytes"/>: 16 MiB.</summary>
    public const int DefaultSegmentBytes = 16 << 20;

    /// <summary>Default of <see cref="MaxPendingBytes"/>: 16 MiB.</summary>
    public const int DefaultMaxPendingBytes = 16 << 20;

    internal const int MinSegmentBytes = 64 << 10;
    internal const int MaxSegmentBytes = 1 << 30;
    internal const int MinSegments = 3;
    internal const int MinMaxPendingBytes = 64 << 10;
    internal const int MaxMaxPendingBytes = 1 << 30;

    /// <summary>
    /// Directory of the segment files; created when missing. One process owns it at a time.
    /// Relative to the working directory; when empty, which is the default, <c>journal</c> in the data folder.
    /// </summary>
    public string Directory { get; set; } = "";

    /// <summary>
    /// Upper bound of all segment files together, the prepared next one included, in bytes.
    /// At least three segments. Default 1 GiB. When it is reached, appends fail with <see cref="JournalFullException"/>
    /// until the slowest tier that still counts has moved on.
    /// </summary>
    public long MaxBytes { get; set; } = DefaultMaxBytes;

    /// <summary>
    /// Size of one preallocated segment file in bytes, a multiple of 4096 from 64 KiB to 1 GiB. Default 16 MiB.
    /// It also bounds one change: a change is at most 8 MiB and has to fit into one segment.
    /// </summary>
    public int SegmentBytes { get; set; } = DefaultSegmentBytes;

    /// <summary>
    /// How many bytes may wait in memory for the disk before further appends wait too, 64 KiB to 1 GiB. Default 16 MiB.
    /// </summary>
    public int MaxPendingBytes { get; set; } = DefaultMaxPendingBytes;

    /// <summary>Every rule these options break, in words; empty when they are usable.</summary>
    public IEnumerable<string> Validate()
    {
        if (SegmentBytes is < MinSegmentBytes or > MaxSegmentBytes || SegmentBytes % 4096 != 0)
        {
            yield return Text($"Journal.SegmentBytes must be a multiple of 4096 from {MinSegmentBytes} to {MaxSegmentBytes}, but is {SegmentBytes}.");
        }
        if (MaxBytes < (long)SegmentBytes * MinSegments)
        {
            yield return Text($"Journal.MaxBytes must hold at least {MinSegments} segments of {SegmentBytes} bytes, but is {MaxBytes}.");
        }
        if (MaxPendingBytes is < MinMaxPendingBytes or > MaxMaxPendingBytes)
        {
            yield return Text($"Journal.MaxPendingBytes must be from {MinMaxPendingBytes} to {MaxMaxPendingBytes}, but is {MaxPendingBytes}.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
