using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>A value of a statement, and the kind that says how it is bound.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Value">The value.</param>
public readonly record struct SqlParameter(ColumnKind Kind, Value Value);
