using System.Globalization;
using System.Text;
using SQLitePCL;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>Reads the columns of a statement's row as values of a table, and names what somebody else put there that is none.</summary>
internal sealed class SqliteCells(SqliteDialect dialect, Query query, SqliteStatement statement, TextCache texts)
{
    // So many bytes hold at most 20 integer digits, and no more than a decimal keeps exactly.
    private const int AlwaysExact = 20;

    private readonly ColumnKind[] _kinds = [.. query.ResultTable.Columns.Select(column => column.Kind)];
    private readonly int _firstAggregate = query.IsGrouped ? query.GroupBy.Count : int.MaxValue;
    private readonly sqlite3_stmt _handle = statement.Handle;

    public void Read(Span<Value> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Read(i);
        }
    }

    private Value Read(int i)
    {
        switch (_kinds[i], raw.sqlite3_column_type(_handle, i))
        {
            case (_, raw.SQLITE_NULL):
                return default;
            case (ColumnKind.Double, raw.SQLITE_FLOAT or raw.SQLITE_INTEGER):
                return Value.Of(raw.sqlite3_column_double(_handle, i));
            case (ColumnKind.Int64, raw.SQLITE_INTEGER):
                return Value.Of(raw.sqlite3_column_int64(_handle, i));
            case (ColumnKind.Int32, raw.SQLITE_INTEGER) when raw.sqlite3_column_int64(_handle, i) is >= int.MinValue and <= int.MaxValue:
                return Value.Of(raw.sqlite3_column_int64(_handle, i));
            case (ColumnKind.Timestamp, raw.SQLITE_INTEGER):
                return Value.OfMicroseconds(raw.sqlite3_column_int64(_handle, i));
            case (ColumnKind.Bool, raw.SQLITE_INTEGER) when raw.sqlite3_column_int64(_handle, i) is 0 or 1:
                return Value.Of(raw.sqlite3_column_int64(_handle, i) != 0);
            case (ColumnKind.Text or ColumnKind.Json, raw.SQLITE_TEXT):
                return Value.Of(texts.Get(raw.sqlite3_column_blob(_handle, i)));
            case (ColumnKind.Decimal, raw.SQLITE_TEXT):
                return ReadDecimal(i, raw.sqlite3_column_blob(_handle, i));
            case (ColumnKind.Decimal, raw.SQLITE_INTEGER or raw.SQLITE_FLOAT):
                return ReadDecimal(i, Encoding.UTF8.GetBytes(Text(i)));
            case (ColumnKind.Guid, raw.SQLITE_TEXT) when Guid.TryParse(raw.sqlite3_column_blob(_handle, i), out var id):
                return Value.Of(id);
            case (ColumnKind.Blob, raw.SQLITE_BLOB):
                return Value.Of(raw.sqlite3_column_blob(_handle, i).ToArray());
            default:
                throw Unreadable(i);
        }
    }

    private Value ReadDecimal(int i, ReadOnlySpan<byte> text)
    {
        if (text.Length <= AlwaysExact
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number.Scale <= Decimals.Scale)
        {
            return Value.Of(number);
        }

        if (i >= _firstAggregate)
        {
            return Value.Of(Decimals.Parse(Encoding.UTF8.GetString(text)));
        }

        return ScaledDecimal.TryParse(text, out var scaled) && ScaledDecimal.TryToDecimal(scaled, out number) ? Value.Of(number) : throw Unreadable(i);
    }

    private TradePersistException Unreadable(int i)
    {
        // Only a sum that left 64 bits comes as text where an integer is due.
        if (i >= _firstAggregate && _kinds[i] == ColumnKind.Int64 && raw.sqlite3_column_type(_handle, i) == raw.SQLITE_TEXT)
        {
            return new DecimalOverflowException(Text(i));
        }

        var wanted = _kinds[i] == ColumnKind.Decimal ? ScaledDecimal.Wanted : $"a value of kind {_kinds[i]}";
        return new UnreadableValueException($"{dialect.StoredName(query.Table)}.{query.ResultTable.Columns[i]}", Text(i), wanted);
    }

    private string Text(int i) => raw.sqlite3_column_type(_handle, i) switch
    {
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_handle, i).ToString("R", CultureInfo.InvariantCulture),
        raw.SQLITE_BLOB => Convert.ToHexString(raw.sqlite3_column_blob(_handle, i)),
        _ => raw.sqlite3_column_text(_handle, i).utf8_to_string(),
    };
}
