using TradePersist.Model;

namespace TradePersist.Trails;

internal static class TrailQueries
{
    public static Query Of(TrailTable table, long buyinId, int? minute = null)
    {
        List<Condition> conditions = [new(table.BuyinId, Comparison.Equal, Value.Of(buyinId))];
        if (minute is { } one)
        {
            conditions.Add(new Condition(table.Minute, Comparison.Equal, Value.Of((long)one)));
        }

        return new Query(table.Table) { Filter = new Filter(conditions), Limit = Trail.MinuteCount };
    }

    /// <summary>Throws <see cref="ArgumentException"/> naming everything that the table has no place for.</summary>
    public static Query Of(TrailTable table, TrailQuery query)
    {
        var problems = new List<string>();
        var conditions = query.Where.Select(condition => Of(table, condition, problems)).OfType<Condition>().ToList();
        var order = query.OrderBy.Select(ordering => Find(table, ordering.Column, problems) is { } column ? new Ordering(column, ordering.Descending) : null).OfType<Ordering>().ToList();
        problems.AddRange(order.GroupBy(ordering => ordering.Column).Where(same => same.Count() > 1).Select(same => $"'{same.Key}' is ordered by more than once"));
        if (query.Limit is < 1 or > TrailQuery.MaxLimit)
        {
            problems.Add($"the limit must be between 1 and {TrailQuery.MaxLimit}, not {query.Limit}");
        }

        return problems.Count == 0
            ? new Query(table.Table) { Filter = new Filter(conditions), Order = order, Limit = query.Limit, Cursor = query.Cursor }
            : throw new ArgumentException($"The query cannot be answered: {string.Join("; ", problems)}.", nameof(query));
    }

    private static Column? Find(TrailTable table, string name, List<string> problems)
    {
        var column = table.Table.Find(name);
        if (column is null)
        {
            problems.Add($"a trail has no column '{name}'");
        }

        return column;
    }

    private static Condition? Of(TrailTable table, TrailCondition condition, List<string> problems)
    {
        if (Find(table, condition.Column, problems) is not { } column)
        {
            return null;
        }

        var values = condition.Values.Select(value => column.Kind == ColumnKind.Double && !value.IsNull && value.Is(ColumnKind.Int64) ? Value.Of((double)value.AsInt64()) : value).ToList();
        var unfit = values.Where(value => value.IsNull || !value.Is(column.Kind) || (column.Kind == ColumnKind.Double && !double.IsFinite(value.AsDouble()))).ToList();
        problems.AddRange(unfit.Select(value => $"'{column}' is {column.Kind} and is not compared with {value}"));
        if (unfit.Count > 0)
        {
            return null;
        }

        try
        {
            return new Condition(column, condition.Comparison, values);
        }
        catch (ArgumentException exception)
        {
            problems.Add(exception.Message.TrimEnd('.'));
            return null;
        }
    }
}
