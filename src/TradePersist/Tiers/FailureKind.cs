namespace TradePersist.Tiers;

/// <summary>What a tier's failure means for the batch it was given. Decided by error codes and exception types, never by message text.</summary>
public enum FailureKind
{
    /// <summary>It may pass: the store is away, busy, full or slow. The batch is tried again, for ever, ever more slowly.</summary>
    Transient,

    /// <summary>This record will never fit: it is moved to quarantine and the others go on.</summary>
    Permanent,

    /// <summary>The tier itself is wrong (schema, configuration, damaged file): it stops and says so.</summary>
    Fatal,
}
