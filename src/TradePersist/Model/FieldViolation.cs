namespace TradePersist.Model;

/// <summary>One field of a record that breaks a rule.</summary>
/// <param name="Field">The field's name, with the record's place in a batch where there is one: <c>[17].high</c>.</param>
/// <param name="Value">The value at fault, as text; long values are cut.</param>
/// <param name="Rule">The rule it breaks, in words.</param>
public sealed record FieldViolation(string Field, string Value, string Rule)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field} = {Value}: {Rule}";
}
