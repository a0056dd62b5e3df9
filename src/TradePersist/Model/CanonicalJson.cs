using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradePersist.Model;

/// <summary>
/// JSON in one form, so that every engine returns the same document: no white space, members ordered by their UTF-8
/// bytes, one text per number, text with the fewest escapes. Refused: duplicate members, <c>\u0000</c>, lone surrogates.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false };

    /// <summary>Makes the canonical form.</summary>
    /// <param name="json">The document.</param>
    /// <param name="canonical">Its canonical form, or the document itself when it is refused.</param>
    /// <returns>Why the document is refused; null when it is not.</returns>
    public static string? TryMake(string json, out string canonical)
    {
        ArgumentNullException.ThrowIfNull(json);
        canonical = json;
        try
        {
            using var document = JsonDocument.Parse(json, ReaderOptions);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            {
                Write(writer, document.RootElement);
            }

            canonical = Encoding.UTF8.GetString(buffer.WrittenSpan);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // JsonElement.GetString throws InvalidOperationException for a lone surrogate.
            return $"must be JSON without duplicate members and lone surrogates: {exception.Message}";
        }
        catch (NotSupportedException exception)
        {
            return exception.Message;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, Comparer<string>.Create(Utf8Order.Compare)))
                {
                    writer.WritePropertyName(WithoutNul(member.Name));
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(WithoutNul(element.GetString()!));
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalNumber.Of(element.GetRawText()));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string WithoutNul(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new NotSupportedException("must not contain \\u0000") : text;
}
