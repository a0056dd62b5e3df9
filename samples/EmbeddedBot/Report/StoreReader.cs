using TradePersist;
using TradePersist.Tiers;

namespace EmbeddedBot.Report;

/// <summary>Asks the tiers what they hold, by the candle statistics and the read-only SQL door.</summary>
internal static class StoreReader
{
    private static readonly string[] Tables = ["candles", "trades", "trade_revisions", "trade_stats"];

    public static async Task<IReadOnlyList<TierReport>> ReadTiersAsync(TradePersistence memory)
    {
        var reports = new List<TierReport>();
        foreach (var tier in memory.GetHealth().Tiers)
        {
            var rows = new Dictionary<string, long>();
            long size = 0;
            if (tier.State == TierState.Up)
            {
                size = (await memory.Candles.GetStatsAsync(new ReadOptions { Tier = tier.Name, Timeout = TimeSpan.FromSeconds(30) })).SizeBytes;
                foreach (var table in Tables)
                {
                    var counts = await memory.QueryAsync<RowCount>(tier.Name, $"SELECT '{table}' AS Name, COUNT(*) AS Rows FROM {table}");
                    rows[table] = counts[0].Rows;
                }
            }

            reports.Add(new TierReport(tier.Name, tier.State, tier.LagRecords, size, rows, tier.LastError));
        }

        return reports;
    }

    public static async Task<IReadOnlyDictionary<string, long>> CountTradesAsync(TradePersistence memory)
    {
        var counts = await memory.QueryAsync<RowCount>(Memory.Database, "SELECT status AS Name, COUNT(*) AS Rows FROM trades GROUP BY status ORDER BY status");
        return counts.ToDictionary(count => count.Name, count => count.Rows);
    }
}
