using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TradePersist.Model;

/// <summary>
/// JSON in one form, so that every engine returns the same document: no white space, members ordered by their UTF-8
/// bytes, one text per number, text with the fewest escapes. Refused: duplicate members, <c>\u0000</c>, lone
/// surrogates, more than 64 levels.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false };
    private static readonly Comparer<string> MemberOrder = Comparer<string>.Create(Utf8Order.Compare);

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
            var text = new StringBuilder(json.Length);
            Write(text, document.RootElement);
            canonical = text.ToString();
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

    private static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var separator = '{';
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, MemberOrder))
                {
                    text.Append(separator);
                    WriteText(text, member.Name);
                    text.Append(':');
                    Write(text, member.Value);
                    separator = ',';
                }

                text.Append(separator == '{' ? "{}" : "}");
                break;
            case JsonValueKind.Array:
                var before = '[';
                foreach (var item in element.EnumerateArray())
                {
                    text.Append(before);
                    Write(text, item);
                    before = ',';
                }

                text.Append(before == '[' ? "[]" : "]");
                break;
            case JsonValueKind.String:
                WriteText(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(CanonicalNumber.Of(element.GetRawText()));
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    // By hand, because the framework's encoders escape more than JSON asks for, and what changes with Unicode's versions.
    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '\0' => throw new NotSupportedException("must not contain \\u0000"),
                '"' or '\\' => text.Append('\\').Append(unit),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => text.Append(unit),
            };
        }

        text.Append('"');
    }
}
