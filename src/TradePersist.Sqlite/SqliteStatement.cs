using System.Globalization;
using System.Text;
using SQLitePCL;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>A prepared statement: typed values go in and come out without a box.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int LongestNumber = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SqliteSession _session;
    private readonly sqlite3_stmt _handle;

    private SqliteStatement(SqliteSession session, sqlite3_stmt handle)
    {
        _session = session;
        _handle = handle;
    }

    public sqlite3_stmt Handle => _handle;

    public static SqliteStatement Prepare(SqliteSession session, string sql)
    {
        var code = raw.sqlite3_prepare_v2(session.Connection.Handle, sql, out var handle);
        session.Check(code);
        return new SqliteStatement(session, handle);
    }

    public void Bind(IReadOnlyList<SqlParameter> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            Bind(i + 1, parameters[i].Kind, parameters[i].Value);
        }
    }

    /// <summary>Binds one row: parameter n to column n - 1.</summary>
    public void Bind(Table table, ReadOnlySpan<Value> cells)
    {
        var columns = table.Columns;
        for (var i = 0; i < cells.Length; i++)
        {
            Bind(i + 1, columns[i].Kind, cells[i]);
        }
    }

    public void Bind(int number, ColumnKind kind, in Value value)
    {
        if (value.IsNull)
        {
            _session.Check(raw.sqlite3_bind_null(_handle, number));
            return;
        }

        _session.Check(kind switch
        {
            ColumnKind.Int64 or ColumnKind.Int32 => raw.sqlite3_bind_int64(_handle, number, value.AsInt64()),
            ColumnKind.Double => raw.sqlite3_bind_double(_handle, number, value.AsDouble()),
            ColumnKind.Decimal => BindDecimal(number, value.AsDecimal()),
            ColumnKind.Bool => raw.sqlite3_bind_int64(_handle, number, value.AsBool() ? 1 : 0),
            ColumnKind.Text or ColumnKind.Json => BindText(number, value.AsText()),
            ColumnKind.Timestamp => raw.sqlite3_bind_int64(_handle, number, value.AsMicroseconds()),
            ColumnKind.Guid => BindGuid(number, value.AsGuid()),
            ColumnKind.Blob => BindBlob(number, value.AsBlob()),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        });
    }

    /// <summary>Goes on; true when there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code != raw.SQLITE_ROW && code != raw.SQLITE_DONE)
        {
            _session.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    public int ColumnCount => raw.sqlite3_column_count(_handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long ReadInt64(int column) => raw.sqlite3_column_int64(_handle, column);

    public string ReadText(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    /// <summary>Ends the statement's hold on the database. It repeats the error of the last step, which has been thrown already.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_handle);

    public void Dispose() => _handle.Dispose();

    private int BindDecimal(int number, decimal value)
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return raw.sqlite3_bind_text(_handle, number, text[..length]);
    }

    private int BindGuid(int number, Guid value)
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out var length);
        return raw.sqlite3_bind_text(_handle, number, text[..length]);
    }

    private int BindText(int number, string value)
    {
        // An empty span has no address, which SQLite would take for NULL.
        if (value.Length == 0)
        {
            return raw.sqlite3_bind_text(_handle, number, value);
        }

        var buffer = _session.Scratch.AtLeast(StrictUtf8.GetMaxByteCount(value.Length));
        return raw.sqlite3_bind_text(_handle, number, buffer[..StrictUtf8.GetBytes(value, buffer)]);
    }

    private int BindBlob(int number, byte[] value) => value.Length == 0
        ? raw.sqlite3_bind_zeroblob(_handle, number, 0)
        : raw.sqlite3_bind_blob(_handle, number, value);
}
