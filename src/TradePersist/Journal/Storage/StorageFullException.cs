namespace TradePersist.Journal.Storage;

/// <summary>The file system has no room or no quota left.</summary>
internal sealed class StorageFullException(string message, Exception? innerException = null) : IOException(message, innerException);
