namespace TradePersist.Journal;

/// <summary>The journal could not do what was asked; derived types say why.</summary>
public class JournalException : TradePersistException
{
    /// <summary>Creates the exception.</summary>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public JournalException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
