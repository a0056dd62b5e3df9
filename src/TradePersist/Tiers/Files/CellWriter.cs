using System.Globalization;
using System.Text;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>Writes cells as members of a JSON object. Refuses what could not be read back, so that no value can spoil a file.</summary>
internal static class CellWriter
{
    private const int LongestDecimal = 40;
    private const int LongestTimestamp = 27;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(Utf8JsonWriter json, JsonEncodedText name, Column column, in Value value)
    {
        switch (column.Kind)
        {
            case ColumnKind.Int64:
                json.WriteNumber(name, value.AsInt64());
                break;
            case ColumnKind.Int32:
                json.WriteNumber(name, value.AsInt32());
                break;
            case ColumnKind.Double:
                json.WriteNumber(name, value.AsDouble());
                break;
            case ColumnKind.Decimal:
                WriteDecimal(json, name, column, value.AsDecimal());
                break;
            case ColumnKind.Bool:
                json.WriteBoolean(name, value.AsBool());
                break;
            case ColumnKind.Text:
                WriteText(json, name, value.AsText());
                break;
            case ColumnKind.Json:
                WriteJson(json, name, column, value.AsText());
                break;
            case ColumnKind.Timestamp:
                WriteTimestamp(json, name, column, value);
                break;
            case ColumnKind.Guid:
                json.WriteString(name, value.AsGuid());
                break;
            case ColumnKind.Blob:
                json.WriteBase64String(name, value.AsBlob());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(column), column.Kind, "Unknown kind.");
        }
    }

    // The writer would put another character in the place of a lone surrogate.
    private static void WriteText(Utf8JsonWriter json, JsonEncodedText name, string value)
    {
        if (value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            StrictUtf8.GetByteCount(value);
        }

        json.WriteString(name, value);
    }

    // As text: most readers of JSON would make a double of a number.
    private static void WriteDecimal(Utf8JsonWriter json, JsonEncodedText name, Column column, decimal value)
    {
        Span<byte> text = stackalloc byte[LongestDecimal];
        if (!Decimals.Fits(value) || !value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture))
        {
            throw Refuse(column, "a decimal of too many digits");
        }

        json.WriteString(name, text[..length]);
    }

    private static void WriteJson(Utf8JsonWriter json, JsonEncodedText name, Column column, string value)
    {
        if (CanonicalJson.TryMake(value, out var canonical) is { } fault)
        {
            throw Refuse(column, $"JSON that {fault}");
        }

        json.WritePropertyName(name);
        json.WriteRawValue(canonical, skipInputValidation: true);
    }

    private static void WriteTimestamp(Utf8JsonWriter json, JsonEncodedText name, Column column, in Value value)
    {
        var microseconds = value.AsMicroseconds();
        if (microseconds < Timestamps.Minimum || microseconds > Timestamps.Maximum)
        {
            throw Refuse(column, "an instant out of range");
        }

        Span<byte> text = stackalloc byte[LongestTimestamp];
        Timestamps.FromMicroseconds(microseconds).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    private static ArgumentException Refuse(Column column, string what) => new($"'{column}' is {what}.");
}
