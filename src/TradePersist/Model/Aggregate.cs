namespace TradePersist.Model;

/// <summary>A number computed over the rows of a group.</summary>
public sealed class Aggregate
{
    private Aggregate(string name, AggregateFunction function, Column? column, Filter? where)
    {
        Name = name;
        Function = function;
        Column = column;
        Where = where ?? Filter.All;
    }

    /// <summary>The name of the result column.</summary>
    public string Name { get; }

    /// <summary>What is computed.</summary>
    public AggregateFunction Function { get; }

    /// <summary>Over which column; null for a count.</summary>
    public Column? Column { get; }

    /// <summary>Which rows of the group take part; <see cref="Filter.All"/> for every row.</summary>
    public Filter Where { get; }

    /// <summary>The number of rows, or of those that meet a filter.</summary>
    public static Aggregate Count(string name, Filter? where = null) => new(name, AggregateFunction.Count, null, where);

    /// <summary>The sum of a numeric column.</summary>
    public static Aggregate Sum(string name, Column column, Filter? where = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind is ColumnKind.Int64 or ColumnKind.Int32 or ColumnKind.Double or ColumnKind.Decimal
            ? new(name, AggregateFunction.Sum, column, where)
            : throw new ArgumentException($"'{column}' is not a number and has no sum.", nameof(column));
    }

    /// <summary>The least value of a column.</summary>
    public static Aggregate Min(string name, Column column, Filter? where = null) => Extreme(name, AggregateFunction.Min, column, where);

    /// <summary>The greatest value of a column.</summary>
    public static Aggregate Max(string name, Column column, Filter? where = null) => Extreme(name, AggregateFunction.Max, column, where);

    internal Column ResultColumn() => this switch
    {
        { Function: AggregateFunction.Count } => Model.Column.Int64(Name),
        { Function: AggregateFunction.Sum, Column.Kind: ColumnKind.Int32 } => Model.Column.Int64(Name, nullable: true),
        _ => Column!.Unbound(Name, nullable: true),
    };

    /// <summary>The same over a column of the same kind in another table.</summary>
    internal Aggregate Over(Column? column, Filter where) => new(Name, Function, column, where);

    private static Aggregate Extreme(string name, AggregateFunction function, Column column, Filter? where)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind is ColumnKind.Json or ColumnKind.Blob or ColumnKind.Bool or ColumnKind.Guid
            ? throw new ArgumentException($"'{column}' has no least or greatest value.", nameof(column))
            : new(name, function, column, where);
    }
}
