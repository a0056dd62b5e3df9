namespace TradePersist;

/// <summary>No tier can answer. It says why for each, and is never disguised as an empty answer.</summary>
/// <param name="reasons">Why, by tier, in the order asked.</param>
/// <param name="innerException">The last error, if any.</param>
public sealed class TierUnavailableException(IReadOnlyList<KeyValuePair<string, string>> reasons, Exception? innerException = null)
    : TradePersistException($"No tier can answer: {string.Join("; ", reasons.Select(reason => $"{reason.Key}: {reason.Value}"))}.", innerException)
{
    /// <summary>Why, by tier, in the order asked.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Reasons { get; } = reasons;
}
