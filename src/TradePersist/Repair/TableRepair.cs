namespace TradePersist.Repair;

/// <summary>What a resync did to one table.</summary>
/// <param name="Table">Its name.</param>
public sealed record TableRepair(string Table)
{
    /// <summary>Keys that were compared.</summary>
    public long Compared { get; init; }

    /// <summary>Rows that were missing.</summary>
    public long Inserted { get; init; }

    /// <summary>Rows that were different, or there more than once.</summary>
    public long Updated { get; init; }

    /// <summary>Keys that the source does not have.</summary>
    public long Deleted { get; init; }

    /// <summary>Keys that differ still.</summary>
    public long Unrepaired { get; init; }

    /// <summary>The first of those, as many as <see cref="VerifyOptions.Examples"/> says, and why.</summary>
    public IReadOnlyList<UnrepairedRow> UnrepairedRows { get; init; } = [];

    /// <summary>How many keys were repaired.</summary>
    public long Repaired => Inserted + Updated + Deleted;
}
