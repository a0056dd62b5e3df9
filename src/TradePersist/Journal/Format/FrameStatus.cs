namespace TradePersist.Journal.Format;

/// <summary>What is at a position of a segment.</summary>
internal enum FrameStatus
{
    /// <summary>A frame whose checksum is right.</summary>
    Intact,

    /// <summary>Zero length, or less than a frame header before the limit.</summary>
    End,

    /// <summary>An impossible length, a frame beyond the limit, or a wrong checksum.</summary>
    Bad,

    /// <summary>More bytes have to be read from the file first.</summary>
    NotBuffered,
}
