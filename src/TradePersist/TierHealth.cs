using TradePersist.Tiers;

namespace TradePersist;

/// <summary>How one tier is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Position">The last LSN committed in it; -1 before that is known.</param>
/// <param name="LagRecords">How many journal records it is behind.</param>
/// <param name="Quarantined">How many records it keeps in quarantine.</param>
/// <param name="Retries">How often it had to be tried again since the start.</param>
/// <param name="LastError">Its last error, in words; null when there was none.</param>
/// <param name="LastProgress">When its worker last did something, in UTC: its heartbeat.</param>
/// <param name="ResyncFrom">The tier that it is being resynced from right now; null when it is not.</param>
public sealed record TierHealth(
    string Name,
    TierRole Role,
    TierState State,
    long Position,
    long LagRecords,
    int Quarantined,
    long Retries,
    string? LastError,
    DateTimeOffset LastProgress,
    string? ResyncFrom);
