namespace TradePersist.Model;

/// <summary>One column to order by; NULL comes first when ascending.</summary>
/// <param name="Column">The column.</param>
/// <param name="Descending">Largest first.</param>
public sealed record Ordering(Column Column, bool Descending = false);
