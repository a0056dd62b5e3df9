using System.Text;
using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>Gathers the text of a statement and its values. Text comes from the model and from here, never from a value.</summary>
internal sealed class SqlBuilder(SqlDialect dialect, Table table)
{
    private StringBuilder _text = new();
    private readonly List<SqlParameter> _parameters = [];

    public SqlDialect Dialect { get; } = dialect;

    public Table Table { get; } = table;

    public SqlBuilder Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>The column in the form that is read.</summary>
    public string Selected(Column column) => Dialect.Selected(column.Kind, Dialect.Quote(column.Name));

    /// <summary>The column in the form that compares and sorts as the model demands.</summary>
    public string Comparable(Column column) => Comparable(column, Dialect.Quote(column.Name));

    /// <summary>A parameter in the form that compares with <see cref="Comparable(Column)"/>.</summary>
    public string ComparableParameter(Column column, in Value value) => Comparable(column, Parameter(column.Kind, value));

    public string Parameter(ColumnKind kind, in Value value)
    {
        _parameters.Add(new SqlParameter(kind, value));
        return Dialect.Parameter(_parameters.Count);
    }

    /// <summary>Appends the items with a separator between them.</summary>
    public SqlBuilder AppendJoined<T>(string separator, IEnumerable<T> items, Action<T> append)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            _text.Append(isFirst ? "" : separator);
            isFirst = false;
            append(item);
        }

        return this;
    }

    /// <summary>The text that <paramref name="append"/> would append; its parameters stay with the statement.</summary>
    public string Render(Action append)
    {
        var outer = _text;
        _text = new StringBuilder();
        append();
        var inner = _text.ToString();
        _text = outer;
        return inner;
    }

    public SqlStatement Build() => new(_text.ToString(), _parameters);

    private string Comparable(Column column, string expression) =>
        Dialect.Comparable(column.Kind, expression, Dialect.Origin(Table, column));
}
