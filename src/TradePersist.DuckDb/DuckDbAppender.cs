using DuckDB.NET.Native;
using TradePersist.Model;

namespace TradePersist.DuckDb;

/// <summary>
/// Appends rows to a table of the same columns, in chunks. DuckDB takes the bytes of a chunk for what the column is and
/// checks nothing, so each column's type is checked against its kind here, and each value against the kind.
/// </summary>
internal sealed unsafe class DuckDbAppender : IDisposable
{
    private static readonly int RowsPerChunk = (int)NativeMethods.Helpers.DuckDBVectorSize();

    private readonly DuckDbSession _session;
    private readonly Table _table;
    private readonly DuckDBAppender _handle;
    private readonly DuckDBDataChunk _chunk;
    private readonly DuckDbVector[] _vectors;
    private int _rows;
    private bool _isClosed;

    /// <summary>Opens the appender of a table by its place.</summary>
    /// <param name="session">The connection, in a transaction.</param>
    /// <param name="catalog">The database, null for the connection's own.</param>
    /// <param name="name">The table's name in the store.</param>
    /// <param name="table">What its columns are.</param>
    public DuckDbAppender(DuckDbSession session, string? catalog, string name, Table table)
    {
        (_session, _table, _vectors) = (session, table, new DuckDbVector[table.Columns.Count]);
        var state = NativeMethods.Appender.DuckDBAppenderCreateExt(session.Handle, catalog!, null!, name, out _handle);
        try
        {
            ThrowUnless(state);
            _chunk = CreateChunk();
        }
        catch
        {
            _handle.Dispose();
            throw;
        }

        Turn();
    }

    public void Append(IReadOnlyList<Row> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            Append(rows[i].Values);
        }
    }

    /// <summary>Hands the last rows over. Without it, what was appended is dropped.</summary>
    public void Finish()
    {
        Flush();
        _isClosed = true;
        ThrowUnless(NativeMethods.Appender.DuckDBAppenderClose(_handle));
    }

    public void Dispose()
    {
        // Destroying would otherwise flush what a failure left behind.
        if (!_isClosed)
        {
            _ = NativeMethods.Appender.DuckDBAppenderClear(_handle);
        }

        _chunk.Dispose();
        _handle.Dispose();
    }

    private static DuckDBType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Int64 => DuckDBType.BigInt,
        ColumnKind.Int32 => DuckDBType.Integer,
        ColumnKind.Double => DuckDBType.Double,
        ColumnKind.Decimal => DuckDBType.Decimal,
        ColumnKind.Bool => DuckDBType.Boolean,
        ColumnKind.Text or ColumnKind.Json => DuckDBType.Varchar,
        ColumnKind.Timestamp => DuckDBType.Timestamp,
        ColumnKind.Guid => DuckDBType.Uuid,
        ColumnKind.Blob => DuckDBType.Blob,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private void Append(ReadOnlySpan<Value> cells)
    {
        if (_rows == RowsPerChunk)
        {
            Flush();
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].IsNull)
            {
                _vectors[i].SetNull(_rows);
            }
            else
            {
                Write(_table.Columns[i].Kind, _vectors[i], cells[i]);
            }
        }

        _rows++;
    }

    private void Write(ColumnKind kind, in DuckDbVector vector, in Value value)
    {
        switch (kind)
        {
            case ColumnKind.Double:
                ((double*)vector.Data)[_rows] = value.AsDouble();
                break;
            case ColumnKind.Int64:
                ((long*)vector.Data)[_rows] = value.AsInt64();
                break;
            case ColumnKind.Int32:
                ((int*)vector.Data)[_rows] = value.AsInt32();
                break;
            case ColumnKind.Decimal:
                ((Int128*)vector.Data)[_rows] = DuckDbDecimal.ToUnits(value.AsDecimal());
                break;
            case ColumnKind.Bool:
                ((byte*)vector.Data)[_rows] = value.AsBool() ? (byte)1 : (byte)0;
                break;
            case ColumnKind.Text or ColumnKind.Json:
                vector.SetBytes(_rows, _session.Scratch.Encode(value.AsText()));
                break;
            case ColumnKind.Timestamp:
                ((long*)vector.Data)[_rows] = value.AsMicroseconds();
                break;
            case ColumnKind.Guid:
                ((Int128*)vector.Data)[_rows] = DuckDbUuid.ToStored(value.AsGuid());
                break;
            case ColumnKind.Blob:
                vector.SetBytes(_rows, value.AsBlob());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind.");
        }
    }

    private DuckDBDataChunk CreateChunk()
    {
        var count = (int)NativeMethods.Appender.DuckDBAppenderColumnCount(_handle);
        var types = Enumerable.Range(0, count).Select(i => NativeMethods.Appender.DuckDBAppenderColumnType(_handle, (ulong)i)).ToArray();
        try
        {
            var found = Array.ConvertAll(types, NativeMethods.LogicalType.DuckDBGetTypeId);
            var wanted = _table.Columns.Select(column => TypeOf(column.Kind));
            if (!found.SequenceEqual(wanted))
            {
                throw new DuckDbStatementException(DuckDBErrorType.Binder, $"The columns of '{_table}' are ({string.Join(", ", found)}), but must be ({string.Join(", ", wanted)}).");
            }

            return NativeMethods.DataChunks.DuckDBCreateDataChunk(Array.ConvertAll(types, type => type.DangerousGetHandle()), (ulong)count);
        }
        finally
        {
            Array.ForEach(types, type => type.Dispose());
        }
    }

    private void Flush()
    {
        _session.ThrowIfCancellationRequested();
        _ = NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_rows);
        ThrowUnless(NativeMethods.Appender.DuckDBAppendDataChunk(_handle, _chunk));
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        Turn();
    }

    private void Turn()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = DuckDbVector.Of(_chunk, i);
        }

        _rows = 0;
    }

    private void ThrowUnless(DuckDBState state)
    {
        if (!state.IsSuccess())
        {
            using var error = NativeMethods.Appender.DuckDBAppenderErrorData(_handle);
            throw new DuckDbStatementException(NativeMethods.ErrorData.DuckDBErrorDataErrorType(error), error.Message);
        }
    }
}
