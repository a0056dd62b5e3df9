using TradePersist;
using TradePersist.Repair;
using TradePersist.Tiers;

namespace EmbeddedBot.Report;

/// <summary>What a tier holds, found by comparing it with another, row by row.</summary>
/// <param name="Rows">Rows by table.</param>
/// <param name="Differences">In how many keys it differs from the first tier; null for that one itself.</param>
internal sealed record TierContent(IReadOnlyDictionary<string, long> Rows, long? Differences)
{
    /// <summary>Every tier that is up against the first of them, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, TierContent>> CompareAsync(TradePersistence memory)
    {
        string[] tiers = [.. memory.GetHealth().Tiers.Where(tier => tier.State == TierState.Up).Select(tier => tier.Name)];
        var contents = new Dictionary<string, TierContent>(StringComparer.Ordinal);
        foreach (var tier in tiers.Skip(1))
        {
            var report = await memory.VerifyAsync(tier, against: tiers[0]);
            contents[tiers[0]] = new TierContent(Count(report, table => table.RowsAgainst), null);
            contents[tier] = new TierContent(Count(report, table => table.Rows), report.Differences);
        }

        return contents;
    }

    private static Dictionary<string, long> Count(VerifyReport report, Func<BucketComparison, long> rows) =>
        report.Tables.ToDictionary(table => table.Table, table => rows(table.Whole), StringComparer.Ordinal);
}
