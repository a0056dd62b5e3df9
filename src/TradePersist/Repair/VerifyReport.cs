namespace TradePersist.Repair;

/// <summary>What comparing two tiers found.</summary>
/// <param name="Tier">The tier that was verified.</param>
/// <param name="Against">The tier it was compared with.</param>
/// <param name="IsSettled">
/// Whether what differed was looked at again while both tiers stood at one record of the journal, so that only what was
/// different there is reported. False when one of them needs a resync: it is not fed, so there is no such record, and what
/// was written since counts as a difference.
/// </param>
/// <param name="Tables">The tables that both hold.</param>
/// <param name="LeftOut">The tables that only one of them holds.</param>
public sealed record VerifyReport(string Tier, string Against, bool IsSettled, IReadOnlyList<TableComparison> Tables, IReadOnlyList<string> LeftOut)
{
    /// <summary>How many keys differ, over all tables.</summary>
    public long Differences => Tables.Sum(table => table.Differences);

    /// <summary>Whether both hold the same rows.</summary>
    public bool IsClean => Differences == 0;
}
