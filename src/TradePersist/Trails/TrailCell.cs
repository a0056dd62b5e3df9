using System.Globalization;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>What becomes of a value of a payload in a column of a kind.</summary>
/// <param name="Value">The value; NULL where there is none.</param>
/// <param name="Fault">The rule that it breaks, in words; null when it breaks none.</param>
/// <param name="IsNotFinite">Whether it was NaN or infinite, and is NULL for that.</param>
internal readonly record struct TrailCell(Value Value, string? Fault = null, bool IsNotFinite = false)
{
    public static TrailCell Of(JsonElement element, TrailColumn column)
    {
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return default;
        }

        return column.Kind switch
        {
            ColumnKind.Bool => OfFlag(element),
            ColumnKind.Text => OfText(element, column.MaxLength),
            var kind => !TryGetNumber(element, out var number) ? new(default, "must be a number")
                : kind == ColumnKind.Double ? Of(number)
                : OfInteger(number),
        };
    }

    public static TrailCell Of(double number) => double.IsFinite(number) ? new(Value.Of(number)) : new(default, null, IsNotFinite: true);

    /// <summary>Whether it is a number, or text that is one; NaN and infinities are.</summary>
    public static bool TryGetNumber(JsonElement element, out double number)
    {
        number = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out number),
            _ => PayloadText.Of(element) is { } text && TryGetNumber(text, out number),
        };
    }

    /// <summary>The value of another source, checked for a column.</summary>
    public static TrailCell Of(in Value value, Column column)
    {
        if (!value.Is(column.Kind))
        {
            return new(default, $"must be {column.Kind}");
        }

        return column.Kind switch
        {
            _ when value.IsNull => default,
            ColumnKind.Double => Of(value.AsDouble()),
            ColumnKind.Int32 when value.AsInt64() is < int.MinValue or > int.MaxValue => new(default, "must fit 32 bits"),
            ColumnKind.Text => new(value, TextRule.Fault(value.AsText(), column.MaxLength)),
            _ => new(value),
        };
    }

    // Beside what .NET reads, the words that Python writes.
    private static bool TryGetNumber(string text, out double number)
    {
        var word = text.Trim().TrimStart('+', '-');
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase))
        {
            number = double.PositiveInfinity;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static TrailCell OfInteger(double number)
    {
        var whole = Math.Round(number, MidpointRounding.ToEven);
        return !double.IsFinite(whole) ? Of(whole)
            : whole is >= int.MinValue and <= int.MaxValue ? new(Value.Of((long)whole))
            : new(default, "must fit 32 bits");
    }

    // MySQL has no truth values, so what comes from there says 0 and 1.
    private static TrailCell OfFlag(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => new(Value.Of(true)),
        JsonValueKind.False => new(Value.Of(false)),
        JsonValueKind.Number when element.TryGetDouble(out var number) && number is 0 or 1 => new(Value.Of(number == 1)),
        _ when bool.TryParse(PayloadText.Of(element), out var flag) => new(Value.Of(flag)),
        _ => new(default, "must be true or false"),
    };

    private static TrailCell OfText(JsonElement element, int maxLength)
    {
        var text = element.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? element.ToString() : PayloadText.Of(element);
        return text is null ? new(default, "must be text") : new(Value.Of(text), TextRule.Fault(text, maxLength));
    }
}
