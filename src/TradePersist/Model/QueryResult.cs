namespace TradePersist.Model;

/// <summary>A tier's answer.</summary>
/// <param name="Rows">Rows of <see cref="Query.ResultTable"/>.</param>
/// <param name="Next">The cursor of the next answer; null when there is no more.</param>
/// <param name="IsComplete">Whether the tier knows every row that the query is about; false where a bounded tier may have let some go.</param>
public sealed record QueryResult(RowSet Rows, string? Next = null, bool IsComplete = true);
