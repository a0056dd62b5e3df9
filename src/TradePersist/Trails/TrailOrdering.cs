namespace TradePersist.Trails;

/// <summary>A column to order by; NULL comes first when ascending.</summary>
/// <param name="Column">A column of the schema, <c>buyin_id</c>, <c>minute</c> or <c>created_at</c>.</param>
/// <param name="Descending">Largest first.</param>
public sealed record TrailOrdering(string Column, bool Descending = false);
