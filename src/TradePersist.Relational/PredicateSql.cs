using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>Filters as predicates. No NOT is ever put around them, so SQL's unknown acts as the model's false.</summary>
internal static class PredicateSql
{
    public const string Never = "1 = 0";

    public static void AppendWhere(SqlBuilder sql, IReadOnlyList<Condition> conditions)
    {
        if (conditions.Count > 0)
        {
            sql.Append(" WHERE ");
            Append(sql, conditions);
        }
    }

    public static void Append(SqlBuilder sql, IReadOnlyList<Condition> conditions) =>
        sql.AppendJoined(" AND ", conditions, condition => Append(sql, condition));

    public static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison of two values."),
    };

    private static void Append(SqlBuilder sql, Condition condition)
    {
        var column = condition.Column;
        switch (condition.Comparison)
        {
            case Comparison.IsNull:
                sql.Append(sql.Dialect.Quote(column.Name)).Append(" IS NULL");
                break;
            case Comparison.IsNotNull:
                sql.Append(sql.Dialect.Quote(column.Name)).Append(" IS NOT NULL");
                break;
            case Comparison.In when condition.Values.Count == 0:
                sql.Append(Never);
                break;
            case Comparison.In:
                sql.Append(sql.Comparable(column)).Append(" IN (")
                    .AppendJoined(", ", condition.Values, value => sql.Append(sql.ComparableParameter(column, value)))
                    .Append(")");
                break;
            default:
                sql.Append(sql.Comparable(column)).Append($" {Symbol(condition.Comparison)} ")
                    .Append(sql.ComparableParameter(column, condition.Values[0]));
                break;
        }
    }
}
