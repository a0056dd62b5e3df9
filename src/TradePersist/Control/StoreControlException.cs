namespace TradePersist.Control;

/// <summary>A running store could not be asked, or did not do what was asked.</summary>
/// <param name="message">Why.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class StoreControlException(string message, Exception? innerException = null) : TradePersistException(message, innerException);
