namespace TradePersist;

/// <summary>The base of every error that TradePersist reports about records, tiers and the journal.</summary>
public abstract class TradePersistException : Exception
{
    /// <summary>Creates the error.</summary>
    protected TradePersistException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
