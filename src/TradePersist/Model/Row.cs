namespace TradePersist.Model;

/// <summary>A view of one row: the values of a table's columns, by ordinal. It copies nothing.</summary>
public readonly struct Row : IEquatable<Row>
{
    private readonly Value[] _values;
    private readonly int _offset;

    internal Row(Table table, Value[] values, int offset)
    {
        Table = table;
        _values = values;
        _offset = offset;
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>All values, by ordinal.</summary>
    public ReadOnlySpan<Value> Values => _values.AsSpan(_offset, Table.Columns.Count);

    /// <summary>The value of a column of this row's table.</summary>
    public ref readonly Value this[Column column] => ref _values[_offset + column.Ordinal];

    /// <inheritdoc/>
    public bool Equals(Row other) => ReferenceEquals(Table, other.Table) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Row other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => RowKeyComparer.Hash(this, Table.Columns);

    /// <summary>Whether two rows hold the same values.</summary>
    public static bool operator ==(Row left, Row right) => left.Equals(right);

    /// <summary>Whether two rows differ.</summary>
    public static bool operator !=(Row left, Row right) => !left.Equals(right);

    /// <summary>A copy with storage of its own, so that keeping it does not keep its neighbours.</summary>
    public Row Copy() => new(Table, Values.ToArray(), 0);

    /// <summary>Puts the values of a row of the same table into the storage of this one.</summary>
    internal void Overwrite(Row row) => row.Values.CopyTo(_values.AsSpan(_offset));

    /// <inheritdoc/>
    public override string ToString()
    {
        var row = this;
        return string.Join(", ", Table.Columns.Select(column => $"{column}={row[column]}"));
    }
}
