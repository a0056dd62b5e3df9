using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// The columns of a table that are held in memory: its key, its time and whatever it declares an index on. They make up
/// a narrow table of their own, so that filters, orders and groups work on it as on any other.
/// </summary>
internal sealed class IndexLayout
{
    private readonly Column[] _wide;
    private readonly Column?[] _narrow;

    public IndexLayout(Table table)
    {
        _wide = [.. table.Key.Concat(table.Time is null ? [] : [table.Time]).Concat(table.Indexes.SelectMany(index => index.Columns)).Distinct()];
        var columns = _wide.Select(column => column.Unbound(column.Name, column.Nullable)).ToList();
        Table = new Table(table.Name, columns, columns[..table.Key.Count]);
        _narrow = new Column?[table.Columns.Count];
        for (var i = 0; i < _wide.Length; i++)
        {
            _narrow[_wide[i].Ordinal] = columns[i];
        }
    }

    /// <summary>The narrow table; the key comes first.</summary>
    public Table Table { get; }

    /// <summary>The held cells of a row.</summary>
    public void Project(Row row, Span<Value> cells)
    {
        for (var i = 0; i < _wide.Length; i++)
        {
            cells[i] = row[_wide[i]];
        }
    }

    /// <summary>The conditions of a filter that can be told from what is held.</summary>
    public Filter Narrow(Filter filter) => new([.. filter.Conditions
        .Where(condition => Find(condition.Column) is not null)
        .Select(condition => new Condition(Find(condition.Column)!, condition.Comparison, condition.Values))]);

    /// <summary>The order by held columns; null when a column of it is not held.</summary>
    public IReadOnlyList<Ordering>? Narrow(IReadOnlyList<Ordering> order) => order.All(ordering => Find(ordering.Column) is not null)
        ? [.. order.Select(ordering => new Ordering(Find(ordering.Column)!, ordering.Descending))]
        : null;

    /// <summary>The groups that a query asks for, when all of it can be told from what is held; else null.</summary>
    public Query? NarrowGroups(Query query)
    {
        var columns = query.GroupBy
            .Concat(query.Aggregates.Where(aggregate => aggregate.Column is not null).Select(aggregate => aggregate.Column!))
            .Concat(query.Aggregates.SelectMany(aggregate => aggregate.Where.Conditions).Concat(query.Filter.Conditions).Select(condition => condition.Column));
        return query.IsGrouped && columns.All(column => Find(column) is not null)
            ? new Query(Table)
            {
                Filter = Narrow(query.Filter),
                GroupBy = [.. query.GroupBy.Select(column => Find(column)!)],
                Aggregates = [.. query.Aggregates.Select(aggregate => aggregate.Over(aggregate.Column is null ? null : Find(aggregate.Column), Narrow(aggregate.Where)))],
            }
            : null;
    }

    private Column? Find(Column column) => _narrow[column.Ordinal];
}
