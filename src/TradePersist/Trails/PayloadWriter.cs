using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>Writes a payload that was built in code as the JSON that another program would send, so that one way leads from there to the rows.</summary>
internal static class PayloadWriter
{
    private const int MaxDepth = 32;

    /// <summary>Throws <see cref="RecordValidationException"/> naming every value that is of no known type.</summary>
    public static void Write(IBufferWriter<byte> target, IReadOnlyDictionary<string, object?> sections)
    {
        var violations = new List<FieldViolation>();
        using (var writer = new Utf8JsonWriter(target))
        {
            Write(writer, "", sections, violations, 0);
        }

        if (violations.Count > 0)
        {
            throw new RecordValidationException(TrailTable.Name, violations);
        }
    }

    private static void Write(Utf8JsonWriter writer, string path, object? value, List<FieldViolation> violations, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                WriteText(writer, path, text, violations);
                break;
            case double number when !double.IsFinite(number):
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case float number:
                Write(writer, path, (double)number, violations, depth);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            case DateTime time:
                writer.WriteStringValue(time);
                break;
            case IEnumerable<KeyValuePair<string, object?>> fields when depth < MaxDepth:
                writer.WriteStartObject();
                foreach (var (name, field) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, path.Length == 0 ? name : $"{path}.{name}", field, violations, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list when depth < MaxDepth:
                writer.WriteStartArray();
                var place = 0;
                foreach (var item in list)
                {
                    Write(writer, string.Create(CultureInfo.InvariantCulture, $"{path}[{place++}]"), item, violations, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                violations.Add(FieldViolation.Of(path, $"{value}", $"is a {value.GetType().Name}, which no trail can hold"));
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string path, string text, List<FieldViolation> violations)
    {
        if (TextRule.Fault(text, int.MaxValue) is { } fault)
        {
            violations.Add(FieldViolation.Of(path, text, fault));
            text = "";
        }

        writer.WriteStringValue(text);
    }
}
