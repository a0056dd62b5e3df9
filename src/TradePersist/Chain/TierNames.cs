namespace TradePersist.Chain;

/// <summary>Which tiers answered the parts of one question, and whether all parts are complete.</summary>
internal sealed class TierNames
{
    private readonly List<string> _names = [];

    public bool IsComplete { get; private set; } = true;

    public void Add(string tier, bool isComplete)
    {
        if (!_names.Contains(tier, StringComparer.Ordinal))
        {
            _names.Add(tier);
        }

        IsComplete &= isComplete;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _names);
}
