namespace TradePersist;

/// <summary>A required tier refused a record for good. The record is in the journal and in that tier's quarantine.</summary>
/// <param name="receipt">The outcome per tier.</param>
/// <param name="reasons">The reason, by tier that refused.</param>
public sealed class RecordRejectedException(Receipt receipt, IReadOnlyDictionary<string, string> reasons)
    : TradePersistException($"Record {receipt.Lsn} was refused: {string.Join("; ", reasons.Select(reason => $"{reason.Key}: {reason.Value}"))}.")
{
    /// <summary>The outcome per tier.</summary>
    public Receipt Receipt { get; } = receipt;

    /// <summary>The reason, by tier that refused.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; } = reasons;
}
