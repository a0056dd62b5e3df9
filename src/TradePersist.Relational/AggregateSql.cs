using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>Aggregates; a filter of their own becomes CASE WHEN, which all engines know.</summary>
internal static class AggregateSql
{
    public static void Append(SqlBuilder sql, Aggregate aggregate)
    {
        if (aggregate.Function == AggregateFunction.Count)
        {
            sql.Append("COUNT(").Append(Argument(sql, aggregate, aggregate.Where.Conditions.Count == 0 ? "*" : "1")).Append(")");
            return;
        }

        var column = aggregate.Column!;
        var argument = Argument(sql, aggregate, sql.Dialect.Quote(column.Name));
        var origin = sql.Dialect.Origin(sql.Table, column);
        sql.Append(aggregate.Function == AggregateFunction.Sum
            ? sql.Dialect.Sum(column.Kind, argument, origin)
            : sql.Dialect.Extreme(aggregate.Function, column.Kind, argument, origin));
    }

    // Rendered apart, because the dialect puts a function around it.
    private static string Argument(SqlBuilder sql, Aggregate aggregate, string value)
    {
        if (aggregate.Where.Conditions.Count == 0)
        {
            return value;
        }

        return $"CASE WHEN {sql.Render(() => PredicateSql.Append(sql, aggregate.Where.Conditions))} THEN {value} END";
    }
}
