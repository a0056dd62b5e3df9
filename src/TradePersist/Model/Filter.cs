namespace TradePersist.Model;

/// <summary>Conditions that all hold; none means every row.</summary>
/// <param name="Conditions">The conditions.</param>
public sealed record Filter(params IReadOnlyList<Condition> Conditions)
{
    /// <summary>Every row.</summary>
    public static Filter All { get; } = new([]);

    /// <summary>The rows whose <paramref name="columns"/> equal those of <paramref name="row"/>.</summary>
    public static Filter Matching(IReadOnlyList<Column> columns, Row row)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var conditions = new Condition[columns.Count];
        for (var i = 0; i < conditions.Length; i++)
        {
            conditions[i] = new Condition(columns[i], Comparison.Equal, row[columns[i]]);
        }

        return new Filter(conditions);
    }

    /// <summary>Whether the row meets every condition.</summary>
    public bool Holds(Row row)
    {
        for (var i = 0; i < Conditions.Count; i++)
        {
            if (!Conditions[i].Holds(row[Conditions[i].Column]))
            {
                return false;
            }
        }

        return true;
    }
}
