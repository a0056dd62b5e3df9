namespace TradePersist.Model;

/// <summary>Deletes the rows that meet a filter.</summary>
/// <param name="table">The table.</param>
/// <param name="filter">Which rows.</param>
public sealed class DeleteOperation(Table table, Filter filter) : Operation(table)
{
    /// <summary>Which rows.</summary>
    public Filter Filter { get; } = filter;
}
