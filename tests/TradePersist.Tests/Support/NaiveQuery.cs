using System.Globalization;
using System.Numerics;
using System.Text;
using TradePersist.Model;

namespace TradePersist.Tests.Support;

/// <summary>What a query means, written a second time and as plainly as can be: the oracle of the evaluator.</summary>
internal static class NaiveQuery
{
    public static bool Matches(Filter filter, Row row) => filter.Conditions.All(condition => Matches(condition, row[condition.Column]));

    public static int Compare(Value left, Value right)
    {
        if (left.IsNull || right.IsNull)
        {
            return left.IsNull == right.IsNull ? 0 : left.IsNull ? -1 : 1;
        }

        if (left.Is(ColumnKind.Int64))
        {
            return left.AsInt64().CompareTo(right.AsInt64());
        }

        return left.Is(ColumnKind.Double) ? left.AsDouble().CompareTo(right.AsDouble())
            : left.Is(ColumnKind.Decimal) ? Decimals.ToScaled(left.AsDecimal()).CompareTo(Decimals.ToScaled(right.AsDecimal()))
            : left.Is(ColumnKind.Bool) ? left.AsBool().CompareTo(right.AsBool())
            : left.Is(ColumnKind.Timestamp) ? left.AsTimestamp().CompareTo(right.AsTimestamp())
            : Encoding.UTF8.GetBytes(left.AsText()).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.AsText()));
    }

    public static List<Row> Sorted(Query query, IEnumerable<Row> rows)
    {
        var order = query.Order.Select(ordering => (ordering.Column, ordering.Descending)).Concat(query.Table.Key.Select(column => (column, false))).ToList();
        var sorted = rows.Where(row => Matches(query.Filter, row)).ToList();
        sorted.Sort((left, right) => order
            .Select(by => Compare(left[by.Item1], right[by.Item1]) * (by.Item2 ? -1 : 1))
            .FirstOrDefault(result => result != 0));
        return sorted;
    }

    /// <summary>One line per group: its values, then its aggregates.</summary>
    public static List<string> Grouped(Query query, IEnumerable<Row> rows)
    {
        var groups = new SortedDictionary<List<Value>, List<Row>>(Comparer<List<Value>>.Create((left, right) =>
            left.Zip(right).Select(pair => Compare(pair.First, pair.Second)).FirstOrDefault(result => result != 0)));
        if (query.GroupBy.Count == 0)
        {
            groups.Add([], []);
        }

        foreach (var row in rows.Where(row => Matches(query.Filter, row)))
        {
            List<Value> group = [.. query.GroupBy.Select(column => row[column])];
            if (!groups.TryGetValue(group, out var members))
            {
                groups.Add(group, members = []);
            }

            members.Add(row);
        }

        return [.. groups.Select(group => string.Join("|", group.Key.Select(value => value.ToString())
            .Concat(query.Aggregates.Select(aggregate => Of(aggregate, group.Value)))))];
    }

    private static bool Matches(Condition condition, Value cell) => condition.Comparison switch
    {
        Comparison.IsNull => cell.IsNull,
        Comparison.IsNotNull => !cell.IsNull,
        _ when cell.IsNull => false,
        _ => condition.Values.Any(value => !value.IsNull && Matches(condition.Comparison, Compare(cell, value))),
    };

    private static bool Matches(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal or Comparison.In => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };

    private static string Of(Aggregate aggregate, List<Row> rows)
    {
        var members = rows.Where(row => Matches(aggregate.Where, row)).ToList();
        if (aggregate.Function == AggregateFunction.Count)
        {
            return members.Count.ToString(CultureInfo.InvariantCulture);
        }

        var values = members.Select(row => row[aggregate.Column!]).Where(value => !value.IsNull).ToList();
        if (values.Count == 0)
        {
            return "null";
        }

        values.Sort(Compare);
        return aggregate.Function switch
        {
            AggregateFunction.Min => values[0].ToString(),
            AggregateFunction.Max => values[^1].ToString(),
            _ when aggregate.Column!.Kind == ColumnKind.Decimal => Value.Of(Decimals.FromScaled(values.Aggregate(BigInteger.Zero, (sum, value) => sum + Decimals.ToScaled(value.ToString())))).ToString(),
            _ when aggregate.Column.Kind == ColumnKind.Double => values.Sum(value => value.AsDouble()).ToString("R", CultureInfo.InvariantCulture),
            _ => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value.AsInt64()).ToString(CultureInfo.InvariantCulture),
        };
    }
}
