namespace TradePersist.Model;

/// <summary>An index that is not unique.</summary>
/// <param name="Columns">Its columns, in order.</param>
public sealed record TableIndex(params IReadOnlyList<Column> Columns);
