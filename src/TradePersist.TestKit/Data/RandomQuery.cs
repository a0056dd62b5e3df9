using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>Draws queries that often meet the rows of <see cref="KindsTable.Random"/>.</summary>
internal static class RandomQuery
{
    public static readonly IReadOnlyList<Comparison> Comparisons = Enum.GetValues<Comparison>();

    public static Condition Condition(Random random, Column column, Comparison comparison)
    {
        var pool = Edges.Of(column.Kind);
        Value Any() => random.Next(12) == 0 ? Value.Null : pool[random.Next(pool.Count)];
        return comparison switch
        {
            Comparison.IsNull or Comparison.IsNotNull => new Condition(column, comparison),
            Comparison.In => new Condition(column, comparison, [.. Enumerable.Range(0, random.Next(5)).Select(_ => Any())]),
            _ => new Condition(column, comparison, Any()),
        };
    }

    public static Filter Filter(Random random, KindsTable kinds, int most = 2) => new(
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Condition(random, Pick(random, kinds.Values), Pick(random, Comparisons)))]);

    public static Query Page(Random random, KindsTable kinds) => new(kinds.Table)
    {
        Filter = Filter(random, kinds, 1),
        Order = [.. Shuffled(random, kinds.Table.Columns).Take(random.Next(4)).Select(column => new Ordering(column, random.Next(2) == 0))],
        Limit = random.Next(1, 9),
    };

    public static Query Groups(Random random, KindsTable kinds) => new(kinds.Table)
    {
        Filter = Filter(random, kinds, 1),
        GroupBy = [.. Shuffled(random, kinds.Values).Take(random.Next(3))],
        Aggregates = [Aggregate.Count("n"), .. Enumerable.Range(0, 4).Select(i => Aggregated(random, kinds, $"a{i}"))],
    };

    /// <summary>The page after another one of the same query.</summary>
    public static Query After(Query query, string? cursor) => new(query.Table)
    {
        Filter = query.Filter, Order = query.Order, Limit = query.Limit, Cursor = cursor,
    };

    private static Aggregate Aggregated(Random random, KindsTable kinds, string name)
    {
        var where = random.Next(2) == 0 ? null : Filter(random, kinds);
        var number = Pick(random, [kinds.Int64, kinds.Int32, kinds.Double, kinds.Decimal]);
        var ordered = Pick(random, [kinds.Int64, kinds.Int32, kinds.Double, kinds.Decimal, kinds.Text, kinds.Timestamp]);
        return random.Next(4) switch
        {
            0 => Aggregate.Count(name, where),
            1 => Aggregate.Sum(name, number, where),
            2 => Aggregate.Min(name, ordered, where),
            _ => Aggregate.Max(name, ordered, where),
        };
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private static Column[] Shuffled(Random random, IReadOnlyList<Column> columns)
    {
        var shuffled = columns.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }
}
