using System.Collections;

namespace TradePersist.Model;

/// <summary>
/// Rows of one table in one flat buffer, so that a bulk load allocates no object per row.
/// Rows are added and filled, then only read.
/// </summary>
public sealed class RowSet : IReadOnlyList<Row>
{
    private readonly int _width;
    private Value[] _values;

    /// <summary>Creates an empty set.</summary>
    public RowSet(Table table, int capacity = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Table = table;
        _width = table.Columns.Count;
        _values = new Value[checked(Math.Max(capacity, 1) * _width)];
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <inheritdoc/>
    public int Count { get; private set; }

    internal Span<Value> LastCells => _values.AsSpan((Count - 1) * _width, _width);

    /// <inheritdoc/>
    public Row this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new Row(Table, _values, index * _width);
        }
    }

    /// <summary>Adds a row of NULLs and returns its cells, by ordinal. The span is valid until the next row is added.</summary>
    public Span<Value> Add()
    {
        var offset = Count * _width;
        if (offset == _values.Length)
        {
            Array.Resize(ref _values, checked(_values.Length * 2));
        }

        Count++;
        return _values.AsSpan(offset, _width);
    }

    /// <summary>Adds a copy of a row of the same table.</summary>
    public void Add(Row row)
    {
        if (!ReferenceEquals(row.Table, Table))
        {
            throw new ArgumentException($"The row belongs to '{row.Table}', not to '{Table}'.", nameof(row));
        }

        row.Values.CopyTo(Add());
    }

    /// <inheritdoc/>
    public IEnumerator<Row> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
