namespace TradePersist.Model;

/// <summary>
/// A question to a tier: rows of one table, or aggregates over groups of them. Tiers with a query language push it
/// down; the others, and the tests, use <see cref="QueryEvaluator"/>.
/// </summary>
public sealed class Query
{
    /// <summary>The most rows that one answer holds.</summary>
    public const int MaxLimit = 100_000;

    private Table? _resultTable;

    /// <summary>Asks about a table.</summary>
    public Query(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>Which rows; all by default.</summary>
    public Filter Filter { get; init; } = Filter.All;

    /// <summary>The order of the rows; the key breaks ties, so the order is total. Not for aggregates, which come in the order of their group.</summary>
    public IReadOnlyList<Ordering> Order { get; init; } = [];

    /// <summary>The most rows to return, 1 to <see cref="MaxLimit"/>; 1,000 by default. Groups are not limited.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>Where the previous answer to the same query ended (<see cref="QueryResult.Next"/>); null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>The columns to group by; none makes one group of all rows.</summary>
    public IReadOnlyList<Column> GroupBy { get; init; } = [];

    /// <summary>What to compute per group; none asks for the rows themselves.</summary>
    public IReadOnlyList<Aggregate> Aggregates { get; init; } = [];

    /// <summary>Whether this asks for aggregates.</summary>
    public bool IsGrouped => Aggregates.Count > 0 || GroupBy.Count > 0;

    /// <summary>The columns of the answer: the table itself, or the group columns and then the aggregates.</summary>
    public Table ResultTable => _resultTable ??= IsGrouped
        ? Table.OfResult([.. GroupBy.Select(column => column.Unbound(column.Name, column.Nullable)), .. Aggregates.Select(aggregate => aggregate.ResultColumn())])
        : Table;

    /// <summary>The whole order of the rows: <see cref="Order"/>, then the rest of the key ascending.</summary>
    public IReadOnlyList<Ordering> TotalOrder =>
        [.. Order, .. Table.Key.Where(column => Order.All(ordering => ordering.Column != column)).Select(column => new Ordering(column))];

    /// <summary>
    /// The values of <see cref="TotalOrder"/> after which the answer starts; null without a <see cref="Cursor"/>.
    /// Throws <see cref="ArgumentException"/> when the cursor belongs to another query.
    /// </summary>
    public Row? After() => Cursor is null ? null : QueryCursor.Decode(this, Cursor);

    /// <summary>The cursor of the answer that goes on after <paramref name="last"/>, the last row of this one.</summary>
    public string CursorAfter(Row last) => QueryCursor.Encode(this, last);

    /// <summary>Throws <see cref="ArgumentException"/> when the query is not about its table, or its limit is out of range.</summary>
    public void Validate()
    {
        var columns = Filter.Conditions.Select(condition => condition.Column)
            .Concat(Order.Select(ordering => ordering.Column))
            .Concat(GroupBy)
            .Concat(Aggregates.SelectMany(aggregate => aggregate.Where.Conditions.Select(condition => condition.Column)))
            .Concat(Aggregates.Where(aggregate => aggregate.Column is not null).Select(aggregate => aggregate.Column!));
        var foreign = columns.Where(column => !Table.Owns(column)).Select(column => column.Name).ToList();
        if (foreign.Count > 0)
        {
            throw new ArgumentException($"Not columns of '{Table}': {string.Join(", ", foreign)}.");
        }

        if (Limit is < 1 or > MaxLimit)
        {
            throw new ArgumentException($"The limit must be between 1 and {MaxLimit}, not {Limit}.");
        }

        if (IsGrouped && (Order.Count > 0 || Cursor is not null))
        {
            throw new ArgumentException("Aggregates take no order and no cursor.");
        }
    }
}
