namespace TradePersist.Model;

/// <summary>A rule that every row keeps: a column compared with another column or with a constant. NULL on either side keeps it.</summary>
public sealed class Check
{
    private Check(Column column, Comparison comparison, Column? other, Value constant)
    {
        if (comparison is Comparison.In or Comparison.IsNull or Comparison.IsNotNull)
        {
            throw new ArgumentException($"A check cannot use {comparison}.", nameof(comparison));
        }

        Column = column;
        Comparison = comparison;
        Other = other;
        Constant = constant;
    }

    /// <summary>The left side.</summary>
    public Column Column { get; }

    /// <summary>How the sides compare.</summary>
    public Comparison Comparison { get; }

    /// <summary>The right side, when it is a column.</summary>
    public Column? Other { get; }

    /// <summary>The right side, when it is a constant.</summary>
    public Value Constant { get; }

    /// <summary>A rule between two columns of one kind.</summary>
    public static Check Columns(Column column, Comparison comparison, Column other)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(other);
        return column.Kind == other.Kind
            ? new Check(column, comparison, other, default)
            : throw new ArgumentException($"'{column}' and '{other}' are of different kinds.", nameof(other));
    }

    /// <summary>A rule between a column and a constant of its kind.</summary>
    public static Check Against(Column column, Comparison comparison, Value constant)
    {
        ArgumentNullException.ThrowIfNull(column);
        return constant.Is(column.Kind)
            ? new Check(column, comparison, null, constant)
            : throw new ArgumentException($"'{column}' is not compared with a value of its kind: {constant}.", nameof(constant));
    }

    /// <summary>Whether the row keeps the rule.</summary>
    public bool Holds(Row row)
    {
        var left = row[Column];
        var right = Other is null ? Constant : row[Other];
        return left.IsNull || right.IsNull || Condition.Holds(Comparison, left, right);
    }

    /// <summary>The rule in words, as <c>high &gt;= low</c>.</summary>
    public override string ToString() => $"{Column} {Condition.Symbol(Comparison)} {Other?.Name ?? Constant.ToString()}";
}
