namespace TradePersist;

/// <summary>How the journal is.</summary>
/// <param name="Id">Its identity, which tiers keep their positions by.</param>
/// <param name="IsPersistent">False for a journal in memory, which survives nothing.</param>
/// <param name="Acknowledgement">What a write waits for by default.</param>
/// <param name="FirstLsn">The first record it can still deliver.</param>
/// <param name="LastLsn">The last record.</param>
/// <param name="SizeBytes">The bytes its segments take.</param>
/// <param name="LastSyncDuration">How long the last disk sync took.</param>
/// <param name="Error">The gravest thing that is wrong with it, such as why it refuses writes; null when all is well.</param>
public sealed record JournalHealth(
    Guid Id,
    bool IsPersistent,
    Acknowledgement Acknowledgement,
    long FirstLsn,
    long LastLsn,
    long SizeBytes,
    TimeSpan LastSyncDuration,
    string? Error);
