using TradePersist.Tiers;

namespace EmbeddedBot.Report;

/// <summary>A tier at the end of the run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="LagRecords">How many journal records it is behind.</param>
/// <param name="SizeBytes">What it takes on disk.</param>
/// <param name="Rows">Rows by table; empty when it cannot answer.</param>
/// <param name="Differences">In how many keys it differs from the first tier; null for that one.</param>
/// <param name="LastError">Its last error, if any.</param>
internal sealed record TierReport(
    string Name,
    TierState State,
    long LagRecords,
    long SizeBytes,
    IReadOnlyDictionary<string, long> Rows,
    long? Differences,
    string? LastError);
