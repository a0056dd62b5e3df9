namespace TradePersist.Tool;

/// <summary>The arguments, or a file that they name, cannot be used.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
