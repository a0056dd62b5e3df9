using System.Numerics;
using DuckDB.NET.Native;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>Reads the rows of an answer as values of a table, straight out of DuckDB's vectors.</summary>
internal sealed unsafe class DuckDbCells
{
    private static readonly long FirstInstant = Value.Of(DateTimeOffset.MinValue).AsMicroseconds();
    private static readonly long LastInstant = Value.Of(DateTimeOffset.MaxValue).AsMicroseconds();

    private readonly Table _table;
    private readonly string _origin;
    private readonly DuckDBType[] _types;
    private readonly DuckDbVector[] _vectors;
    private readonly TextCache _texts;

    public DuckDbCells(DuckDbAnswer answer, Table table, string origin, TextCache texts)
    {
        (_table, _origin, _texts) = (table, origin, texts);
        _types = [.. Enumerable.Range(0, answer.ColumnCount).Select(answer.TypeOf)];
        _vectors = new DuckDbVector[_types.Length];
    }

    /// <summary>Turns to a chunk; the rows read from now on are its rows.</summary>
    public int Turn(DuckDBDataChunk chunk)
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = DuckDbVector.Of(chunk, i);
        }

        return (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
    }

    public void Read(int row, Span<Value> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = _vectors[i].IsNull(row) ? default : Read(i, _vectors[i], row);
        }
    }

    // What a vector holds is told by its type alone: the pair is checked for every cell, and no other is read.
    private Value Read(int column, in DuckDbVector vector, int row) => (_table.Columns[column].Kind, _types[column]) switch
    {
        (ColumnKind.Double, DuckDBType.Double) => Value.Of(((double*)vector.Data)[row]),
        (ColumnKind.Int64, DuckDBType.BigInt) => Value.Of(((long*)vector.Data)[row]),
        (ColumnKind.Int64, DuckDBType.HugeInt) => ToInt64(((Int128*)vector.Data)[row]),
        (ColumnKind.Int32, DuckDBType.Integer) => Value.Of((long)((int*)vector.Data)[row]),
        (ColumnKind.Timestamp, DuckDBType.Timestamp) => ToTimestamp(column, ((long*)vector.Data)[row]),
        (ColumnKind.Bool, DuckDBType.Boolean) => Value.Of(((byte*)vector.Data)[row] != 0),
        (ColumnKind.Text or ColumnKind.Json, DuckDBType.Varchar) => Value.Of(_texts.Get(vector.Bytes(row))),
        (ColumnKind.Decimal, DuckDBType.Decimal) => ToDecimal(column, ((Int128*)vector.Data)[row]),
        (ColumnKind.Decimal, DuckDBType.Varchar) => Value.Of(Decimals.FromScaled(ToSum(_texts.Get(vector.Bytes(row))))),
        (ColumnKind.Guid, DuckDBType.Uuid) => Value.Of(DuckDbUuid.FromStored(((Int128*)vector.Data)[row])),
        (ColumnKind.Blob, DuckDBType.Blob) => Value.Of(vector.Bytes(row).ToArray()),
        var (kind, type) => throw new InvalidOperationException($"{Name(column)} is of DuckDB's type {type}, which holds no value of kind {kind}."),
    };

    private static Value ToInt64(Int128 sum) => sum >= long.MinValue && sum <= long.MaxValue
        ? Value.Of((long)sum)
        : throw new DecimalOverflowException(sum.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // The sum of what stands before the point, and of what stands behind it.
    private static BigInteger ToSum(string text)
    {
        var between = text.IndexOf(' ', StringComparison.Ordinal);
        return Decimals.ToScaled(text[..between]) + Decimals.ToScaled(text[(between + 1)..]);
    }

    private Value ToDecimal(int column, Int128 units) => DuckDbDecimal.TryFromUnits(units, out var number)
        ? Value.Of(number)
        : throw new UnreadableValueException(
            Name(column),
            DuckDbDecimal.ToText(units),
            "a decimal of at most 28 significant digits");

    private Value ToTimestamp(int column, long micros) => micros >= FirstInstant && micros <= LastInstant
        ? Value.OfMicroseconds(micros)
        : throw new UnreadableValueException(Name(column), micros.ToString(System.Globalization.CultureInfo.InvariantCulture), "a time of the years 1 to 9999, in microseconds since 1970");

    private string Name(int column) => $"{_origin}.{_table.Columns[column]}";
}
