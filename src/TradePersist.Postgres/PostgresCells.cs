using System.Globalization;
using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>Reads the columns of a row as values of a table, and names what somebody else put there that is none.</summary>
internal sealed class PostgresCells
{
    private readonly Table _table;
    private readonly string _origin;
    private readonly PostgresScratch _scratch;
    private readonly bool[] _areSums;

    public PostgresCells(Query query, string origin, PostgresScratch scratch)
    {
        (_table, _origin, _scratch) = (query.ResultTable, origin, scratch);
        _areSums = query.IsGrouped
            ? [.. query.GroupBy.Select(_ => false), .. query.Aggregates.Select(aggregate => aggregate.Function == AggregateFunction.Sum && aggregate.Column!.Kind is ColumnKind.Int64 or ColumnKind.Decimal)]
            : new bool[_table.Columns.Count];
    }

    public void Read(NpgsqlDataReader reader, Span<Value> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.IsDBNull(i) ? default : _areSums[i] ? ReadSum(reader, i) : Read(reader, i);
        }
    }

    private Value Read(NpgsqlDataReader reader, int i) => _table.Columns[i].Kind switch
    {
        ColumnKind.Double => Value.Of(reader.GetDouble(i)),
        ColumnKind.Int64 => Value.Of(reader.GetInt64(i)),
        ColumnKind.Int32 => Value.Of((long)reader.GetInt32(i)),
        ColumnKind.Timestamp => ReadTimestamp(reader, i),
        ColumnKind.Bool => Value.Of(reader.GetBoolean(i)),
        ColumnKind.Text or ColumnKind.Json => Value.Of(_scratch.ReadText(reader, i)),
        ColumnKind.Decimal => ReadDecimal(reader, i),
        ColumnKind.Guid => Value.Of(reader.GetGuid(i)),
        ColumnKind.Blob => Value.Of(reader.GetFieldValue<byte[]>(i)),
        var kind => throw new InvalidOperationException($"{kind} is no kind."),
    };

    // A sum may have more digits than its type; it comes as text.
    private Value ReadSum(NpgsqlDataReader reader, int i)
    {
        var text = _scratch.ReadText(reader, i);
        if (_table.Columns[i].Kind == ColumnKind.Decimal)
        {
            return Value.Of(Decimals.Parse(text));
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sum) ? Value.Of(sum) : throw new DecimalOverflowException(text);
    }

    private Value ReadDecimal(NpgsqlDataReader reader, int i)
    {
        try
        {
            return reader.GetDecimal(i) is var number && Decimals.Fits(number) ? Value.Of(number) : throw Unreadable(i, number.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is OverflowException or InvalidCastException)
        {
            throw Unreadable(i, "a number of more digits");
        }

        UnreadableValueException Unreadable(int i, string value) => new(Name(i), value, "a decimal of at most 20 integer digits, 18 decimals and 28 digits in all");
    }

    private Value ReadTimestamp(NpgsqlDataReader reader, int i)
    {
        var stored = reader.GetFieldValue<long>(i);
        return PostgresTime.TryFromStored(stored, out var microseconds)
            ? Value.OfMicroseconds(microseconds)
            : throw new UnreadableValueException(Name(i), stored.ToString(CultureInfo.InvariantCulture), "a time of the years 1 to 9999, in microseconds since 2000");
    }

    private string Name(int i) => $"{_origin}.{_table.Columns[i]}";
}
