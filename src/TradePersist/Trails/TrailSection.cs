using System.Globalization;
using System.Text;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>Fills the columns of one group from its section of a payload.</summary>
internal sealed class TrailSection(TrailGroup group)
{
    private readonly byte[][] _names = [.. group.AlternativeSections.Prepend(group.Section).Select(Encoding.UTF8.GetBytes)];
    private readonly TrailField[] _fields = [.. group.Columns.Select(column => new TrailField(column))];

    public int Width => _fields.Length;

    /// <summary>The values of each of the 15 minutes; null for minutes of which nothing is known.</summary>
    public Value[]?[] Read(JsonElement payload, DateTimeOffset? windowEnd, TrailFlagDefault flagDefault, FlattenLog log)
    {
        var section = Find(payload);
        var isWrong = section.ValueKind != JsonValueKind.Undefined
            && section.ValueKind != (group.Shape == TrailShape.Object ? JsonValueKind.Object : JsonValueKind.Array);
        if (isWrong || section.ValueKind == JsonValueKind.Undefined)
        {
            log.Note(isWrong ? TrailNoteKind.WrongShape : TrailNoteKind.Absent, group.Section);
        }

        return group.Shape switch
        {
            TrailShape.Series => Repeat(ReadSeries(isWrong ? default : section, log)),
            _ when isWrong => new Value[]?[Trail.MinuteCount],
            TrailShape.Object => Repeat(ReadObject(section, flagDefault, log)),
            _ => ReadMinutes(section, windowEnd, log),
        };
    }

    private static Value[]?[] Repeat(Value[] values)
    {
        var rows = new Value[]?[Trail.MinuteCount];
        Array.Fill(rows, values);
        return rows;
    }

    // A null counts only where no other name has anything.
    private JsonElement Find(JsonElement payload)
    {
        var found = default(JsonElement);
        foreach (var name in _names)
        {
            if (payload.TryGetProperty(name, out var section) && (found = section).ValueKind != JsonValueKind.Null)
            {
                break;
            }
        }

        return found;
    }

    private Value[]?[] ReadMinutes(JsonElement section, DateTimeOffset? windowEnd, FlattenLog log)
    {
        var rows = new Value[]?[Trail.MinuteCount];
        if (section.ValueKind == JsonValueKind.Undefined)
        {
            return rows;
        }

        var places = TrailMinutes.Place(section, group.Section, windowEnd, log);
        for (var minute = 0; minute < rows.Length; minute++)
        {
            if (places[minute] >= 0)
            {
                rows[minute] = ReadRecord(section[places[minute]], string.Create(CultureInfo.InvariantCulture, $"{group.Section}[{places[minute]}]"), log);
            }
        }

        return rows;
    }

    private Value[] ReadObject(JsonElement section, TrailFlagDefault flagDefault, FlattenLog log)
    {
        var values = ReadRecord(section, group.Section, log);
        for (var i = 0; i < values.Length && flagDefault == TrailFlagDefault.False; i++)
        {
            if (values[i].IsNull && group.Columns[i].Kind == ColumnKind.Bool)
            {
                values[i] = Value.Of(false);
            }
        }

        return values;
    }

    private Value[] ReadRecord(JsonElement record, string path, FlattenLog log)
    {
        var values = new Value[_fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var cell = _fields[i].TryFind(record, out var found)
                ? Compute(_fields[i].Function, found, group.Columns[i])
                : new TrailCell(default, "must lie in an object");
            values[i] = cell.Value;
            log.HasData |= found.ValueKind != JsonValueKind.Undefined && !cell.Value.IsNull;
            log.Note(TrailNoteKind.NotFinite, group.Section, cell.IsNotFinite ? 1 : 0);
            if (cell.Fault is not null)
            {
                log.Fault($"{path}.{_fields[i].Text}", found, $"{cell.Fault}, for {group.Columns[i].Name}");
            }
        }

        return values;
    }

    private static TrailCell Compute(TrailFunction function, JsonElement found, TrailColumn column)
    {
        if (function == TrailFunction.None)
        {
            return TrailCell.Of(found, column);
        }

        if (found.ValueKind is not (JsonValueKind.Array or JsonValueKind.Undefined))
        {
            return new TrailCell(default, "must be a list");
        }

        var length = found.ValueKind == JsonValueKind.Undefined ? 0 : found.GetArrayLength();
        if (function == TrailFunction.Count)
        {
            return new TrailCell(Value.Of((long)length));
        }

        if (length == 0)
        {
            return default;
        }

        var texts = found.EnumerateArray().Select(PayloadText.Of).ToList();
        var text = string.Join(',', texts);
        return new TrailCell(Value.Of(text), texts.Contains(null) ? "must be a list of texts" : TextRule.Fault(text, column.MaxLength));
    }

    private Value[] ReadSeries(JsonElement section, FlattenLog log)
    {
        var series = new Dictionary<string, SeriesStatistics>(StringComparer.Ordinal);
        var values = new Value[_fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!series.TryGetValue(_fields[i].Text, out var statistics))
            {
                series.Add(_fields[i].Text, statistics = new SeriesStatistics(NumbersOf(section, _fields[i], log)));
            }

            if (_fields[i].Function == TrailFunction.Count)
            {
                values[i] = Value.Of((long)statistics.Count);
            }
            else if (statistics.Compute(_fields[i].Function) is { } number)
            {
                var cell = TrailCell.Of(number);
                values[i] = cell.Value;
                log.Note(TrailNoteKind.NotFinite, group.Section, cell.IsNotFinite ? 1 : 0);
            }
        }

        return values;
    }

    private List<double> NumbersOf(JsonElement section, TrailField field, FlattenLog log)
    {
        var numbers = new List<double>();
        if (section.ValueKind == JsonValueKind.Undefined)
        {
            return numbers;
        }

        foreach (var point in section.EnumerateArray())
        {
            if (field.TryFind(point, out var found) && TrailCell.TryGetNumber(found, out var number) && double.IsFinite(number))
            {
                numbers.Add(number);
                log.HasData = true;
            }
            else
            {
                log.Note(TrailNoteKind.Unreadable, group.Section);
            }
        }

        return numbers;
    }
}
