namespace TradePersist.Model;

/// <summary>Deletes the rows that meet a filter.</summary>
public sealed class DeleteOperation : Operation
{
    /// <summary>Creates the step.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">Which rows, by columns of the table.</param>
    public DeleteOperation(Table table, Filter filter)
        : base(table)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Conditions.FirstOrDefault(condition => !table.Owns(condition.Column)) is { } foreign)
        {
            throw new ArgumentException($"'{foreign.Column}' is not a column of '{table}'.", nameof(filter));
        }

        Filter = filter;
    }

    /// <summary>Which rows.</summary>
    public Filter Filter { get; }
}
