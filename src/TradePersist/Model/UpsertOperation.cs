namespace TradePersist.Model;

/// <summary>Inserts the rows, or overwrites the rows of the same keys.</summary>
/// <param name="rows">The rows.</param>
public sealed class UpsertOperation(RowSet rows) : Operation(rows.Table)
{
    /// <summary>The rows.</summary>
    public RowSet Rows { get; } = rows;
}
