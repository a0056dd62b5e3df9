namespace TradePersist.Trails;

/// <summary>A trail schema breaks rules. Every one of them is named.</summary>
/// <param name="problems">What is wrong, in words.</param>
public sealed class TrailSchemaException(IReadOnlyList<string> problems)
    : TradePersistException($"The trail schema cannot be used. {string.Join(' ', problems)}")
{
    /// <summary>What is wrong, in words.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
