using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>A stretch of the keys of a narrow table, in which every row that meets a filter lies.</summary>
/// <param name="Lower">Where it begins.</param>
/// <param name="Upper">Where it ends.</param>
/// <param name="Fixed">How many columns of the key are the same throughout.</param>
internal sealed record KeyRange(KeyBound Lower, KeyBound Upper, int Fixed)
{
    public static KeyRange Of(Table table, Filter filter)
    {
        var (lower, upper) = (new Value[table.Columns.Count], new Value[table.Columns.Count]);
        var count = 0;
        for (; count < table.Key.Count && Find(filter, table.Key[count], Comparison.Equal) is { } equal; count++)
        {
            lower[count] = upper[count] = equal.Values[0];
        }

        var next = count < table.Key.Count ? table.Key[count] : null;
        var from = next is null ? null : Find(filter, next, Comparison.Greater, Comparison.GreaterOrEqual);
        var to = next is null ? null : Find(filter, next, Comparison.Less, Comparison.LessOrEqual);
        if (from is not null)
        {
            lower[count] = from.Values[0];
        }

        if (to is not null)
        {
            upper[count] = to.Values[0];
        }

        return new KeyRange(
            new KeyBound(new Row(table, lower, 0), count + (from is null ? 0 : 1), from is { Comparison: Comparison.Greater }),
            new KeyBound(new Row(table, upper, 0), count + (to is null ? 0 : 1), to is not { Comparison: Comparison.Less }),
            count);
    }

    private static Condition? Find(Filter filter, Column column, params ReadOnlySpan<Comparison> comparisons)
    {
        foreach (var condition in filter.Conditions)
        {
            if (condition.Column == column && comparisons.Contains(condition.Comparison))
            {
                return condition;
            }
        }

        return null;
    }
}
