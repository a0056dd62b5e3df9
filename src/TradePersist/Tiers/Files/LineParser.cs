using System.Text;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>Reads the lines of one table's file. Not thread-safe.</summary>
internal sealed class LineParser(LineFormat format)
{
    private const int LongestShownValue = 80;

    private readonly CellReader _cells = new();
    private readonly bool[] _isSet = new bool[format.Table.Columns.Count];
    private readonly bool[] _isKey = [.. format.Table.Columns.Select(column => format.Table.Key.Contains(column))];
    private readonly List<string> _faults = [];

    /// <summary>Whether the row that was read last has members that are no columns.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>The commit that was read last.</summary>
    public CommitMark Commit { get; private set; }

    /// <summary>Reads a line. Throws <see cref="LineFaultException"/>.</summary>
    /// <param name="line">Its bytes, without the line break.</param>
    /// <param name="cells">Gets the row, columns that the line lacks as <see cref="Column.Absent"/>; of a deletion the key.</param>
    public LineKind Parse(ReadOnlySpan<byte> line, Span<Value> cells)
    {
        try
        {
            var reader = new Utf8JsonReader(line, LineFormat.ReaderOptions);
            ReadStart(ref reader);
            var kind = KindOf(ref reader);
            if (kind == LineKind.Row)
            {
                ReadCells(ref reader, line, cells);
                SetAbsent(cells);
            }
            else
            {
                reader.Read();
                ReadMarker(ref reader, line, kind, cells);
                reader.Read();
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? kind : throw new LineFaultException("says more than one thing");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new LineFaultException($"is not what was written there: {exception.Message}", innerException: exception);
        }
    }

    private static LineKind KindOf(ref Utf8JsonReader reader)
    {
        if (!IsMarker(ref reader))
        {
            return LineKind.Row;
        }

        return reader.ValueTextEquals(LineFormat.DeleteMember.EncodedUtf8Bytes) ? LineKind.Delete
            : reader.ValueTextEquals(LineFormat.CommitMember.EncodedUtf8Bytes) ? LineKind.Commit
            : throw Unknown(ref reader);
    }

    // Names of columns do not begin like this.
    private static bool IsMarker(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan is [(byte)'$', ..];

    private static LineFaultException Unknown(ref Utf8JsonReader reader) =>
        new($"says '{Encoding.UTF8.GetString(reader.ValueSpan)}', which has no meaning here");

    private static void ReadStart(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new LineFaultException("is not a JSON object");
        }

        reader.Read();
    }

    private void ReadMarker(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, LineKind kind, Span<Value> cells)
    {
        if (kind == LineKind.Commit)
        {
            Commit = CommitMark.Read(ref reader);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new LineFaultException("names no key");
        }

        reader.Read();
        ReadCells(ref reader, line, cells);
        SetAbsent(cells);
    }

    private void ReadCells(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, Span<Value> cells)
    {
        cells.Clear();
        Array.Clear(_isSet);
        _faults.Clear();
        HasUnknown = false;
        for (var next = 0; reader.TokenType == JsonTokenType.PropertyName; reader.Read())
        {
            if (format.Find(ref reader, next) is { } column)
            {
                next = column.Ordinal + 1;
                ReadCell(ref reader, line, column, out cells[column.Ordinal]);
                continue;
            }

            HasUnknown = !IsMarker(ref reader) ? true : throw Unknown(ref reader);
            reader.Skip();
        }

        if (_faults.Count > 0)
        {
            throw new LineFaultException("has values of other types", [.. _faults]);
        }
    }

    private void ReadCell(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, Column column, out Value cell)
    {
        if (_isSet[column.Ordinal])
        {
            throw new LineFaultException($"has '{column}' twice");
        }

        _isSet[column.Ordinal] = true;
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (!_cells.TryRead(ref reader, line, column, out cell))
        {
            reader.Skip();
            var value = line[start..(int)reader.BytesConsumed];
            var shown = Encoding.UTF8.GetString(value[..Math.Min(value.Length, LongestShownValue)]);
            _faults.Add($"{format.Table}.{column}: is {shown}, must be {column.Kind}{(column.Nullable ? "" : " and not null")}");
        }
    }

    private void SetAbsent(Span<Value> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (_isSet[i])
            {
                continue;
            }

            var column = format.Table.Columns[i];
            cells[i] = _isKey[i] ? throw new LineFaultException($"has no '{column}', which is part of the key") : column.Absent;
        }
    }
}
