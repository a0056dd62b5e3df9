namespace TradePersist.Repair;

/// <summary>What a resync did.</summary>
/// <param name="Tier">The tier that was repaired or rebuilt.</param>
/// <param name="From">The tier it was made equal to.</param>
/// <param name="IsRebuild">Whether the tier needed a resync, and is fed again from now on; false when it was up all the time.</param>
/// <param name="Tables">The tables that both hold.</param>
/// <param name="LeftOut">The tables that only one of them holds.</param>
public sealed record ResyncReport(string Tier, string From, bool IsRebuild, IReadOnlyList<TableRepair> Tables, IReadOnlyList<string> LeftOut)
{
    /// <summary>Records that left the tier's quarantine, because a rebuild replaced what they would have changed.</summary>
    public int QuarantineDropped { get; init; }

    /// <summary>How many keys were repaired, over all tables.</summary>
    public long Repaired => Tables.Sum(table => table.Repaired);

    /// <summary>How many keys differ still, over all tables.</summary>
    public long Unrepaired => Tables.Sum(table => table.Unrepaired);
}
