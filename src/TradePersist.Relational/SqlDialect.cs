using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>What one engine says differently. Everything here is made of names of the model, never of values.</summary>
public abstract class SqlDialect
{
    /// <summary>Creates the dialect.</summary>
    /// <param name="tablePrefix">Put before the name of every table, <c>tp_position</c> included; may be empty.</param>
    protected SqlDialect(string tablePrefix)
    {
        ArgumentNullException.ThrowIfNull(tablePrefix);
        TablePrefix = tablePrefix;
    }

    /// <summary>Put before the name of every table.</summary>
    public string TablePrefix { get; }

    /// <summary>The present instant by the store's clock, as a timestamp column holds it.</summary>
    public virtual string Now => "CURRENT_TIMESTAMP";

    /// <summary>The name of a table in the store, unquoted.</summary>
    public string StoredName(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TablePrefix + table.Name;
    }

    /// <summary>The quoted name of a table in the store.</summary>
    public string TableName(Table table) => Qualify(StoredName(table));

    /// <summary>The quoted name of a table, with the schema that it lies in where the engine has those.</summary>
    /// <param name="storedName">Its name in the store, unquoted.</param>
    public virtual string Qualify(string storedName) => Quote(storedName);

    /// <summary>How errors name a column: <c>table.column</c>.</summary>
    public string Origin(Table table, Column column) => $"{StoredName(table)}.{column}";

    /// <summary>A quoted identifier. The model allows only lower-case letters, digits and underscores, but an existing table may have others.</summary>
    public virtual string Quote(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The placeholder of a parameter, by its number from 1.</summary>
    public abstract string Parameter(int number);

    /// <summary>The type that a column is created with.</summary>
    public abstract string ColumnType(Column column);

    /// <summary>Whether a column of an existing table stores the values of the model's column just as its own type would.</summary>
    public abstract bool Accepts(Column column, string storedType);

    /// <summary>Whether every value of a column's type can be stored as the model's column without a loss, so that the column can be rebuilt.</summary>
    public virtual bool Widens(Column column, string storedType) => false;

    /// <summary>Whether ALTER TABLE can add a column that must not be NULL.</summary>
    public virtual bool CanAddRequiredColumns => true;

    /// <summary>Whether the indexes of the model are worth having.</summary>
    public virtual bool UsesIndexes => true;

    /// <summary>What follows the closing bracket of CREATE TABLE.</summary>
    public virtual string TableOptions(Table table) => "";

    /// <summary>Whether the engine itself, in anybody's hands, compares values of the kind as the model does; else a check stays out of the DDL.</summary>
    public virtual bool CanCheck(ColumnKind kind) => true;

    /// <summary>Drops an index of a table, by its unquoted name.</summary>
    public virtual string DropIndex(Table table, string index) => $"DROP INDEX {Qualify(index)}";

    /// <summary>An expression of a kind as text: an instant in UTC, as ISO 8601 writes it, be it with a blank for the T and without a zone.</summary>
    public virtual string Text(ColumnKind kind, string expression) => $"CAST({expression} AS VARCHAR)";

    /// <summary>A constant of the model, for DDL only, which takes no parameters.</summary>
    public abstract string Literal(ColumnKind kind, in Value value);

    /// <summary>NULL of a column's type, where the engine must be told it.</summary>
    public virtual string Null(Column column) => "NULL";

    /// <summary>How a column is selected.</summary>
    public virtual string Selected(ColumnKind kind, string name) => name;

    /// <summary>An expression that compares, sorts and groups as the model demands; the expression itself where the engine does so anyway.</summary>
    /// <param name="kind">The kind of the expression.</param>
    /// <param name="expression">A column or a parameter.</param>
    /// <param name="origin">The column that errors name.</param>
    public virtual string Comparable(ColumnKind kind, string expression, string origin) => expression;

    /// <summary>A term of ORDER BY, or of an index, that puts NULL first when ascending and last when descending.</summary>
    public virtual string OrderTerm(string expression, bool descending, bool isNullable) => descending ? $"{expression} DESC" : expression;

    /// <summary>The exact sum of an integer or decimal expression, or the sum of a double one; NULL for no value.</summary>
    public abstract string Sum(ColumnKind kind, string expression, string origin);

    /// <summary>The least or greatest value of an expression; NULL for no value.</summary>
    public virtual string Extreme(AggregateFunction extreme, ColumnKind kind, string expression, string origin) =>
        extreme == AggregateFunction.Min ? $"MIN({expression})" : $"MAX({expression})";

    /// <summary>A value that the engine's driver hands out, in a form that says all of it and outlives the driver's reader. For the read-only SQL door.</summary>
    public virtual object FromDriver(object value) => value;

    /// <summary>A value of <see cref="FromDriver"/> as a member of that type takes it. For the read-only SQL door.</summary>
    public abstract object FromStored(object value, Type target);

    /// <summary>A parameter of the read-only SQL door in the form that the engine stores.</summary>
    public abstract object ToStored(object value);

    /// <summary>A parameter of the read-only SQL door that is a list, each item in the form that the engine stores.</summary>
    public virtual object ToStoredList(IEnumerable<object?> items) => items.Select(item => item is null ? null : ToStored(item)).ToList();

    /// <summary>The dialect without settings: no prefix, no schema. The checksum of a version is that of what it renders, and so are the files in <c>schemas</c>.</summary>
    public abstract SqlDialect WithoutSettings();
}
