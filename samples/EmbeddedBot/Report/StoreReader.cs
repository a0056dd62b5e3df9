using TradePersist;
using TradePersist.Tiers;

namespace EmbeddedBot.Report;

/// <summary>Asks the tiers what they hold.</summary>
internal static class StoreReader
{
    /// <summary>Rows that lack the last few writes will do.</summary>
    public static readonly ReadOptions Patiently = new() { AllowStale = true, Timeout = TimeSpan.FromSeconds(30) };

    /// <param name="memory">The store.</param>
    /// <param name="compares">Whether to compare the tiers, row by row, which takes its time.</param>
    public static async Task<IReadOnlyList<TierReport>> ReadTiersAsync(TradePersistence memory, bool compares)
    {
        var contents = compares ? await TierContent.CompareAsync(memory) : new Dictionary<string, TierContent>();
        var reports = new List<TierReport>();
        foreach (var tier in memory.GetHealth().Tiers)
        {
            var content = contents.GetValueOrDefault(tier.Name, new TierContent(new Dictionary<string, long>(), null));
            var size = tier.State == TierState.Up
                ? (await memory.Candles.GetStatsAsync(Patiently with { Tier = tier.Name })).SizeBytes
                : 0;
            reports.Add(new TierReport(tier.Name, tier.State, tier.LagRecords, size, content.Rows, content.Differences, tier.LastError));
        }

        return reports;
    }

    public static async Task<IReadOnlyDictionary<string, long>> CountTradesAsync(TradePersistence memory)
    {
        var counts = await memory.QueryAsync<StatusCount>(Memory.Database, "SELECT status, COUNT(*) AS trades FROM trades GROUP BY status ORDER BY status");
        return counts.ToDictionary(count => count.Status, count => count.Trades);
    }
}
