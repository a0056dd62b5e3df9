namespace TradePersist.Model;

/// <summary>One condition on one column.</summary>
public sealed class Condition
{
    /// <summary>Creates a condition.</summary>
    /// <param name="column">The column.</param>
    /// <param name="comparison">How it compares.</param>
    /// <param name="values">One value of the column's kind; any number for <see cref="Comparison.In"/>; none for the NULL tests.</param>
    public Condition(Column column, Comparison comparison, params IReadOnlyList<Value> values)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(values);
        var fits = comparison switch
        {
            Comparison.In => true,
            Comparison.IsNull or Comparison.IsNotNull => values.Count == 0,
            >= Comparison.Equal and <= Comparison.GreaterOrEqual => values.Count == 1,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Unknown comparison."),
        };
        if (!fits)
        {
            throw new ArgumentException($"{comparison} on '{column}' cannot take {values.Count} values.", nameof(values));
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (!values[i].Is(column.Kind))
            {
                throw new ArgumentException($"'{column}' is not compared with a value of its kind: {values[i]}.", nameof(values));
            }
        }

        Column = column;
        Comparison = comparison;
        Values = values;
    }

    /// <summary>The column.</summary>
    public Column Column { get; }

    /// <summary>How it compares.</summary>
    public Comparison Comparison { get; }

    /// <summary>What it is compared with.</summary>
    public IReadOnlyList<Value> Values { get; }

    /// <summary>Whether a cell of the column meets the condition.</summary>
    public bool Holds(in Value cell)
    {
        switch (Comparison)
        {
            case Comparison.IsNull:
                return cell.IsNull;
            case Comparison.IsNotNull:
                return !cell.IsNull;
            case Comparison.In:
                for (var i = 0; i < Values.Count; i++)
                {
                    if (Holds(Comparison.Equal, cell, Values[i]))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return Holds(Comparison, cell, Values[0]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Values.Count == 0
        ? $"{Column} {Symbol(Comparison)}"
        : $"{Column} {Symbol(Comparison)} {string.Join(", ", Values)}";

    internal static bool Holds(Comparison comparison, in Value left, in Value right)
    {
        if (left.IsNull || right.IsNull)
        {
            return false;
        }

        var order = Value.Compare(left, right);
        return comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            Comparison.GreaterOrEqual => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison of two values."),
        };
    }

    internal static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.In => "IN",
        Comparison.IsNull => "IS NULL",
        Comparison.IsNotNull => "IS NOT NULL",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Unknown comparison."),
    };
}
