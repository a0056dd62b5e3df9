namespace TradePersist.Relational;

/// <summary>A store holds a value that the model cannot: somebody else wrote it. It is named rather than guessed at.</summary>
/// <param name="origin">Where it is, as <c>table.column</c>.</param>
/// <param name="value">The value, as text.</param>
/// <param name="wanted">What the column holds, in words.</param>
public sealed class UnreadableValueException(string origin, string value, string wanted)
    : TradePersistException($"{origin} holds '{value}', which is not {wanted}.")
{
    /// <summary>Where it is, as <c>table.column</c>.</summary>
    public string Origin { get; } = origin;

    /// <summary>The value, as text.</summary>
    public string Value { get; } = value;
}
