using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>Queries of the model as SELECT statements that mean what <see cref="QueryEvaluator"/> means.</summary>
public static class QuerySql
{
    /// <summary>The statement of a query. Its columns are those of <see cref="Query.ResultTable"/>; of rows, one more than the limit may come.</summary>
    public static SqlStatement Select(SqlDialect dialect, Query query)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        var sql = new SqlBuilder(dialect, query.Table);
        if (query.IsGrouped)
        {
            AppendGroups(sql, query);
        }
        else
        {
            AppendPage(sql, query);
        }

        return sql.Build();
    }

    private static void AppendPage(SqlBuilder sql, Query query)
    {
        sql.Append("SELECT ")
            .AppendJoined(", ", query.Table.Columns, column => sql.Append(sql.Selected(column)))
            .Append(" FROM ").Append(sql.Dialect.TableName(query.Table));
        PredicateSql.AppendWhere(sql, query.Filter.Conditions);
        if (query.After() is { } after)
        {
            sql.Append(query.Filter.Conditions.Count == 0 ? " WHERE " : " AND ");
            KeysetSql.Append(sql, query, after);
        }

        AppendOrder(sql, query.TotalOrder);
        sql.Append(" LIMIT ").Append(sql.Parameter(ColumnKind.Int64, Value.Of(query.Limit + 1L)));
    }

    private static void AppendGroups(SqlBuilder sql, Query query)
    {
        sql.Append("SELECT ")
            .AppendJoined(", ", query.GroupBy, column => sql.Append(sql.Selected(column)))
            .Append(query.GroupBy.Count > 0 && query.Aggregates.Count > 0 ? ", " : "")
            .AppendJoined(", ", query.Aggregates, aggregate => AggregateSql.Append(sql, aggregate))
            .Append(" FROM ").Append(sql.Dialect.TableName(query.Table));
        PredicateSql.AppendWhere(sql, query.Filter.Conditions);
        if (query.GroupBy.Count > 0)
        {
            sql.Append(" GROUP BY ").AppendJoined(", ", query.GroupBy, column => sql.Append(sql.Comparable(column)));
            AppendOrder(sql, [.. query.GroupBy.Select(column => new Ordering(column))]);
        }
    }

    private static void AppendOrder(SqlBuilder sql, IReadOnlyList<Ordering> order) =>
        sql.Append(" ORDER BY ")
            .AppendJoined(", ", order, ordering => sql.Append(sql.Dialect.OrderTerm(sql.Comparable(ordering.Column), ordering.Descending, ordering.Column.Nullable)));
}
