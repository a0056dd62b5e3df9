using System.Collections;
using System.Numerics;

namespace TradePersist.Model;

/// <summary>
/// Rows of one table in flat blocks, so that a bulk load allocates no object per row.
/// Rows are added and filled, then only read.
/// </summary>
public sealed class RowSet : IReadOnlyList<Row>
{
    // So many cells take less than 85,000 bytes. A larger block would lie among the large objects, which only the longest
    // collections clear away: a thousand candles would be enough for that.
    private const int MaxBlockCells = 3400;

    private readonly int _width;
    private readonly int _shift;
    private Value[][] _fullBlocks = [];
    private int _fullCount;
    private Value[] _lastBlock;

    /// <summary>Creates an empty set.</summary>
    public RowSet(Table table, int capacity = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Table = table;
        _width = table.Columns.Count;
        _shift = BitOperations.Log2((uint)Math.Max(MaxBlockCells / _width, 1));
        _lastBlock = NewBlock(Math.Max(capacity, 1));
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <inheritdoc/>
    public int Count { get; private set; }

    internal Span<Value> LastCells => _lastBlock.AsSpan(OffsetOf(Count - 1), _width);

    private int RowsPerBlock => 1 << _shift;

    /// <inheritdoc/>
    public Row this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var block = index >> _shift;
            return new Row(Table, block < _fullCount ? _fullBlocks[block] : _lastBlock, OffsetOf(index));
        }
    }

    /// <summary>Adds a row of NULLs and returns its cells, by ordinal. The span is valid until the next row is added.</summary>
    public Span<Value> Add()
    {
        var offset = OffsetOf(Count);
        if (Count > 0 && offset == 0)
        {
            KeepLastBlock();
        }
        else if (offset == _lastBlock.Length)
        {
            Array.Resize(ref _lastBlock, Math.Min(_lastBlock.Length * 2, RowsPerBlock * _width));
        }

        Count++;
        return _lastBlock.AsSpan(offset, _width);
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

    private int OffsetOf(int index) => (index & (RowsPerBlock - 1)) * _width;

    private Value[] NewBlock(int rows) => new Value[Math.Min(rows, RowsPerBlock) * _width];

    private void KeepLastBlock()
    {
        if (_fullCount == _fullBlocks.Length)
        {
            Array.Resize(ref _fullBlocks, Math.Max(4, _fullCount * 2));
        }

        _fullBlocks[_fullCount++] = _lastBlock;
        _lastBlock = NewBlock(RowsPerBlock);
    }
}
