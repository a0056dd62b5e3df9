using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>One row of a trail: the values of one minute before the entry.</summary>
public sealed class TrailMinute
{
    private readonly TrailTable _table;
    private readonly Row _row;

    internal TrailMinute(TrailTable table, Row row)
    {
        _table = table;
        _row = row;
    }

    /// <summary>The entry.</summary>
    public long BuyinId => _row[_table.BuyinId].AsInt64();

    /// <summary>How many minutes before the entry, 0 to 14.</summary>
    public int Minute => _row[_table.Minute].AsInt32();

    /// <summary>When the trail was saved, in UTC; null before it is.</summary>
    public DateTimeOffset? CreatedAt => _row[_table.CreatedAt] is { IsNull: false } time ? time.AsTimestamp() : null;

    /// <summary>The columns of the schema and their values, in order.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Values => _table.Data.Select(column => KeyValuePair.Create(column.Name, _row[column]));

    /// <summary>The value of a column, NULL or of its kind. Throws <see cref="ArgumentException"/> when there is no such column.</summary>
    public Value this[string column] => _row[Find(column)];

    /// <summary>The value of a Double column. Throws <see cref="ArgumentException"/> when there is no such column, or it is of another kind.</summary>
    public double? GetDouble(string column) => Find(column, ColumnKind.Double) is { IsNull: false } value ? value.AsDouble() : null;

    /// <summary>The value of an Int32 column. Throws <see cref="ArgumentException"/> when there is no such column, or it is of another kind.</summary>
    public int? GetInt32(string column) => Find(column, ColumnKind.Int32) is { IsNull: false } value ? value.AsInt32() : null;

    /// <summary>The value of a Bool column. Throws <see cref="ArgumentException"/> when there is no such column, or it is of another kind.</summary>
    public bool? GetBool(string column) => Find(column, ColumnKind.Bool) is { IsNull: false } value ? value.AsBool() : null;

    /// <summary>The value of a Text column. Throws <see cref="ArgumentException"/> when there is no such column, or it is of another kind.</summary>
    public string? GetText(string column) => Find(column, ColumnKind.Text) is { IsNull: false } value ? value.AsText() : null;

    internal Row Row => _row;

    /// <inheritdoc/>
    public override string ToString() => _row.ToString();

    private Column Find(string column) =>
        _table.Table.Find(column) ?? throw new ArgumentException($"A trail has no column '{column}'.", nameof(column));

    private Value Find(string column, ColumnKind kind)
    {
        var found = Find(column);
        return found.Kind == kind
            ? _row[found]
            : throw new ArgumentException($"Column '{column}' is {found.Kind}, not {kind}.", nameof(column));
    }
}
