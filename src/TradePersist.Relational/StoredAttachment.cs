namespace TradePersist.Relational;

/// <summary>An index or a trigger of a table in a store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sql">The statement that makes it.</param>
/// <param name="UniqueColumns">The columns that it keeps unique; none for all others.</param>
public sealed record StoredAttachment(string Name, string Sql, IReadOnlyList<string> UniqueColumns);
