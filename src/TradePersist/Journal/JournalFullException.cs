namespace TradePersist.Journal;

/// <summary>
/// The journal has no room for this record. Nothing was written, and nothing needs repair:
/// appends succeed again as soon as there is room.
/// </summary>
public sealed class JournalFullException : JournalException
{
    internal JournalFullException(JournalFullReason reason, IReadOnlyList<string> heldBy, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        HeldBy = heldBy;
    }

    /// <summary>Whether the size cap or the disk is the limit.</summary>
    public JournalFullReason Reason { get; }

    /// <summary>Names of the tiers that still need the oldest segment; empty when the disk is full.</summary>
    public IReadOnlyList<string> HeldBy { get; }
}
