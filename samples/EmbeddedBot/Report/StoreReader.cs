using TradePersist;
using TradePersist.Tiers;

namespace EmbeddedBot.Report;

/// <summary>Asks the tiers what they hold.</summary>
internal static class StoreReader
{
    public static async Task<IReadOnlyList<TierReport>> ReadTiersAsync(TradePersistence memory)
    {
        var contents = await TierContent.CompareAsync(memory);
        var reports = new List<TierReport>();
        foreach (var tier in memory.GetHealth().Tiers)
        {
            var content = contents.GetValueOrDefault(tier.Name, new TierContent(new Dictionary<string, long>(), null));
            var size = tier.State == TierState.Up
                ? (await memory.Candles.GetStatsAsync(new ReadOptions { Tier = tier.Name, Timeout = TimeSpan.FromSeconds(30) })).SizeBytes
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
