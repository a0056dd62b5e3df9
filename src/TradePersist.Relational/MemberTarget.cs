namespace TradePersist.Relational;

/// <summary>What takes a column's value.</summary>
/// <param name="Name">The member's name, by which Dapper finds it.</param>
/// <param name="Type">Its type, without Nullable.</param>
internal readonly record struct MemberTarget(string Name, Type Type);
