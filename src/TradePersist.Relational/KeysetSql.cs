using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>
/// The rows after a cursor. Directions may be mixed and NULL comes first when ascending, so a row comparison will
/// not do: for each column of the order, the columns before it are equal and it comes after.
/// </summary>
internal static class KeysetSql
{
    public static void Append(SqlBuilder sql, Query query, Row after)
    {
        // A column that the filter pins to the cursor's own value decides nothing, and without it an index on
        // (pinned, ordered) columns is entered at the right place.
        var order = query.TotalOrder.Where(ordering => !IsPinned(query, ordering.Column, after[ordering.Column])).ToList();
        var starts = Enumerable.Range(0, order.Count).Where(i => HasLater(order[i], after)).ToList();
        if (starts.Count == 0)
        {
            sql.Append(PredicateSql.Never);
            return;
        }

        AppendBound(sql, order[0], after);
        sql.Append("(").AppendJoined(" OR ", starts, last =>
        {
            sql.Append("(");
            for (var i = 0; i < last; i++)
            {
                AppendSame(sql, order[i].Column, after);
                sql.Append(" AND ");
            }

            AppendLater(sql, order[last], after);
            sql.Append(")");
        }).Append(")");
    }

    private static bool IsPinned(Query query, Column column, Value value) => query.Filter.Conditions.Any(condition =>
        condition.Column == column && condition.Comparison == Comparison.Equal && condition.Values[0] == value && !value.IsNull);

    private static bool HasLater(Ordering ordering, Row after) =>
        !(ordering.Descending && after[ordering.Column].IsNull);

    // Says nothing new, but lets the engine seek to the first column's value instead of reading from the start.
    private static void AppendBound(SqlBuilder sql, Ordering first, Row after)
    {
        var value = after[first.Column];
        if (!value.IsNull && !(first.Descending && first.Column.Nullable))
        {
            sql.Append(sql.Comparable(first.Column)).Append(first.Descending ? " <= " : " >= ")
                .Append(sql.ComparableParameter(first.Column, value)).Append(" AND ");
        }
    }

    private static void AppendSame(SqlBuilder sql, Column column, Row after)
    {
        if (after[column].IsNull)
        {
            sql.Append(sql.Dialect.Quote(column.Name)).Append(" IS NULL");
            return;
        }

        sql.Append(sql.Comparable(column)).Append(" = ").Append(sql.ComparableParameter(column, after[column]));
    }

    private static void AppendLater(SqlBuilder sql, Ordering ordering, Row after)
    {
        var column = ordering.Column;
        var name = sql.Dialect.Quote(column.Name);
        if (after[column].IsNull)
        {
            sql.Append(name).Append(" IS NOT NULL");
            return;
        }

        var beyond = $"{sql.Comparable(column)} {(ordering.Descending ? "<" : ">")} {sql.ComparableParameter(column, after[column])}";
        sql.Append(ordering.Descending && column.Nullable ? $"({beyond} OR {name} IS NULL)" : beyond);
    }
}
