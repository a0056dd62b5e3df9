namespace TradePersist.Journal;

/// <summary>
/// A write or sync of the journal failed, so it takes no more records until it is opened again.
/// Whether the records of the failed batch are on the disk is not known; opening the journal decides it.
/// </summary>
public sealed class JournalFailedException : JournalException
{
    internal JournalFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
