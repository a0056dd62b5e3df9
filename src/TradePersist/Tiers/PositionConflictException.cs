namespace TradePersist.Tiers;

/// <summary>A tier is not at the position a batch expects, for an earlier commit has gone through after all. Nothing was changed.</summary>
public sealed class PositionConflictException : TradePersistException
{
    /// <summary>Creates the error.</summary>
    public PositionConflictException(Guid journalId, long? expected)
        : base($"The tier is not at position {expected?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} of journal {journalId}.")
    {
    }
}
