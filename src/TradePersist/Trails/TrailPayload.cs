using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>
/// What was observed before an entry, in sections: parsed from JSON, or built in code. Which sections there are, and
/// what of them is stored, the <see cref="TrailSchema"/> says; the rest is ignored. Not thread-safe.
/// </summary>
/// <remarks>
/// A minute record says which minute it is of by <c>minute_span_from</c> (0 is the newest); where it does not, by
/// <c>minute_timestamp</c> and the end of the window: <c>window.end</c> or <c>followed_at</c>. Times are ISO 8601 or
/// <c>YYYY-MM-DD HH:MM:SS</c>, in UTC where they name no zone. Numbers may be given as text. Where a number belongs into
/// an Int32 column, it is rounded half to even.
/// </remarks>
public sealed class TrailPayload
{
    private readonly Dictionary<string, object?> _sections = new(StringComparer.Ordinal);
    private readonly JsonElement? _parsed;

    /// <summary>Creates an empty payload, to be filled.</summary>
    public TrailPayload()
    {
    }

    private TrailPayload(JsonElement parsed) => _parsed = parsed;

    /// <summary>The end of the window: the time of the entry. Null when the records say their minute.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>Reads JSON: an object of sections. <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which some programs write, are understood.</summary>
    /// <exception cref="RecordValidationException">The text is not a JSON object.</exception>
    public static TrailPayload Parse(string json) => Parse(Encoding.UTF8.GetBytes(json ?? ""));

    /// <inheritdoc cref="Parse(string)"/>
    public static TrailPayload Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (!Utf8.IsValid(utf8Json.Span))
        {
            throw Invalid(Encoding.UTF8.GetString(utf8Json.Span), "must be UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(BareNumbers.Quote(utf8Json));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TrailPayload(document.RootElement.Clone())
                : throw Invalid(Encoding.UTF8.GetString(utf8Json.Span), "must be a JSON object");
        }
        catch (JsonException exception)
        {
            throw Invalid(Encoding.UTF8.GetString(utf8Json.Span), $"must be a JSON object: {exception.Message}");
        }
    }

    /// <summary>Adds the record of a minute to a section.</summary>
    /// <param name="section">The section, as <c>price_movements</c>.</param>
    /// <param name="minute">How many minutes before the entry.</param>
    /// <param name="fields">Values by field: numbers, truth values, texts, times, lists, dictionaries of such, or null.</param>
    public TrailPayload AddMinute(string section, int minute, IReadOnlyDictionary<string, object?> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return AddRecord(section, new Dictionary<string, object?>(fields) { [TrailMinutes.SpanFrom] = minute });
    }

    /// <summary>Adds a record to a section that is a list: of a minute by its time, or a point of a series.</summary>
    public TrailPayload AddRecord(string section, IReadOnlyDictionary<string, object?> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Records(section).Add(fields);
        return this;
    }

    /// <summary>Adds a price to <c>second_prices</c>, in time order.</summary>
    public TrailPayload AddPrice(DateTimeOffset time, double price) =>
        AddRecord("second_prices", new Dictionary<string, object?> { ["ts"] = time, ["price"] = price });

    /// <summary>Sets a section that is an object, as <c>patterns</c>.</summary>
    public TrailPayload SetObject(string section, IReadOnlyDictionary<string, object?> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ThrowIfParsed();
        _sections[section] = fields;
        return this;
    }

    /// <summary>The payload as JSON. Throws <see cref="RecordValidationException"/> when it is empty or holds what JSON cannot say.</summary>
    internal JsonElement ToJson()
    {
        if (_parsed is null && _sections.Count == 0)
        {
            throw Invalid("{}", "must not be empty");
        }

        var root = _parsed ?? Write();
        return root.EnumerateObject().Any() ? root : throw Invalid("{}", "must not be empty");
    }

    internal static RecordValidationException Invalid(string value, string rule) =>
        new(TrailTable.Name, [FieldViolation.Of("payload", value, rule)]);

    private List<object?> Records(string section)
    {
        ArgumentException.ThrowIfNullOrEmpty(section);
        ThrowIfParsed();
        if (!_sections.TryGetValue(section, out var list))
        {
            _sections[section] = list = new List<object?>();
        }

        return list as List<object?> ?? throw new InvalidOperationException($"Section '{section}' is an object, not a list.");
    }

    private void ThrowIfParsed()
    {
        if (_parsed is not null)
        {
            throw new InvalidOperationException("A payload that was parsed takes no more sections.");
        }
    }

    private JsonElement Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var sections = new Dictionary<string, object?>(_sections, StringComparer.Ordinal);
        if (WindowEnd is { } end)
        {
            sections[TrailMinutes.WindowEnd] = end;
        }

        PayloadWriter.Write(buffer, sections);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
