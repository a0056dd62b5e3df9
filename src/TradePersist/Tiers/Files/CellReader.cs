using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// Reads the cells that <see cref="CellWriter"/> wrote, or that a person wrote in any notation of the same meaning: a
/// decimal as a number, an instant of another offset, JSON with spaces. Not thread-safe.
/// </summary>
internal sealed class CellReader
{
    // So many characters cannot hold more digits than a decimal does, so nothing is rounded.
    private const int LongestExactDecimal = 29;

    // Few texts are not worth a cache.
    private const int TextsWithoutCache = 32;

    private TextCache? _texts;
    private int _textsRead;

    /// <summary>The value that the reader stands on; false when the column cannot hold it. NULL where the column allows it.</summary>
    /// <param name="reader">On the value; on its last token afterwards.</param>
    /// <param name="line">The bytes that are read.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    public bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, Column column, out Value value)
    {
        value = default;
        if (column.Kind == ColumnKind.Json)
        {
            return TryReadJson(ref reader, line, out value);
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return column.Nullable;
        }

        return column.Kind switch
        {
            ColumnKind.Int64 => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && Set(Value.Of(number), out value),
            ColumnKind.Int32 => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && Set(Value.Of((long)number), out value),
            ColumnKind.Double => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number) && Set(Value.Of(number), out value),
            ColumnKind.Bool => reader.TokenType is JsonTokenType.True or JsonTokenType.False && Set(Value.Of(reader.GetBoolean()), out value),
            ColumnKind.Decimal => TryReadDecimal(ref reader, out value),
            ColumnKind.Text => reader.TokenType == JsonTokenType.String && TryReadText(ref reader, out value),
            ColumnKind.Timestamp => reader.TokenType == JsonTokenType.String && TryReadTimestamp(ref reader, out value),
            ColumnKind.Guid => reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) && Set(Value.Of(id), out value),
            ColumnKind.Blob => reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) && Set(Value.Of(bytes), out value),
            _ => false,
        };
    }

    private static bool Set(in Value from, out Value value)
    {
        value = from;
        return true;
    }

    private static bool TryReadJson(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, out Value value)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var json = line[start..(int)reader.BytesConsumed];
        value = default;
        return Utf8.IsValid(json)
            && CanonicalJson.TryMake(Encoding.UTF8.GetString(json), out var canonical) is null
            && Set(Value.Of(canonical), out value);
    }

    private static bool TryReadDecimal(ref Utf8JsonReader reader, out Value value)
    {
        value = default;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.ValueIsEscaped)
        {
            return false;
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var text = reader.ValueSpan;
        if (text.Length <= LongestExactDecimal)
        {
            return decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) && Decimals.Fits(number) && Set(Value.Of(number), out value);
        }

        try
        {
            var number = Decimals.Parse(Encoding.UTF8.GetString(text));
            return Decimals.Fits(number) && Set(Value.Of(number), out value);
        }
        catch (Exception exception) when (exception is FormatException or DecimalOverflowException)
        {
            return false;
        }
    }

    private static bool TryReadTimestamp(ref Utf8JsonReader reader, out Value value)
    {
        value = default;

        // Without an offset the framework would take the machine's own.
        var text = reader.ValueSpan;
        var hasOffset = text is [.., (byte)'Z'] || (text.Length > 6 && text[^6] is (byte)'+' or (byte)'-' && text[^3] == ':');
        return hasOffset
            && reader.TryGetDateTimeOffset(out var instant)
            && Timestamps.ToMicroseconds(instant) >= Timestamps.Minimum
            && Set(Value.Of(instant), out value);
    }

    private bool TryReadText(ref Utf8JsonReader reader, out Value value)
    {
        value = default;
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan) && Set(Value.Of(TextOf(reader.ValueSpan)), out value);
        }

        try
        {
            return Set(Value.Of(reader.GetString()), out value);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, or bytes that are not UTF-8.
            return false;
        }
    }

    private string TextOf(ReadOnlySpan<byte> utf8) =>
        _textsRead++ < TextsWithoutCache ? Encoding.UTF8.GetString(utf8) : (_texts ??= new TextCache()).Get(utf8);
}
