using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>A condition on a column: <c>new("pat_breakout_score", Comparison.Greater, Value.Of(0.5))</c>.</summary>
/// <param name="Column">A column of the schema, <c>buyin_id</c>, <c>minute</c> or <c>created_at</c>.</param>
/// <param name="Comparison">How it compares. NULL meets none but <see cref="Comparison.IsNull"/>.</param>
/// <param name="Values">One value of the column's kind, integers also for doubles; any number for <see cref="Comparison.In"/>; none for the NULL tests.</param>
public sealed record TrailCondition(string Column, Comparison Comparison, params IReadOnlyList<Value> Values);
