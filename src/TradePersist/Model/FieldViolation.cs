namespace TradePersist.Model;

/// <summary>One field of a record that breaks a rule.</summary>
/// <param name="Field">The field's name, with the record's place in a batch where there is one: <c>[17].high</c>.</param>
/// <param name="Value">The value at fault, as text; long values are cut.</param>
/// <param name="Rule">The rule it breaks, in words.</param>
public sealed record FieldViolation(string Field, string Value, string Rule)
{
    private const int LongestShownValue = 80;
    private const int LongestRule = 200;

    /// <inheritdoc/>
    public override string ToString() => $"{Field} = {Value}: {Rule}";

    internal static FieldViolation Of(string field, string value, string rule) => new(field, Cut(value, LongestShownValue), Cut(rule, LongestRule));

    private static string Cut(string text, int length) => text.Length > length ? string.Concat(text.AsSpan(0, length), "...") : text;
}
