namespace TradePersist;

/// <summary>The journal holds records of a table, or of a kind of column, that this program does not have. Nothing was skipped.</summary>
/// <param name="message">What does not match.</param>
public sealed class JournalSchemaException(string message) : TradePersistException(message);
