namespace TradePersist.Relational;

/// <summary>A column as it stands in a store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="IsNullable">Whether NULL is allowed.</param>
/// <param name="Default">What an insert that leaves it out puts there, as SQL; null for nothing.</param>
/// <param name="KeyPosition">Its place in the primary key, from 1; 0 when it is not part of it.</param>
/// <param name="IsComputed">Whether the engine computes it, so that nobody can write it.</param>
public sealed record StoredColumn(string Name, string Type, bool IsNullable, string? Default, int KeyPosition, bool IsComputed);
