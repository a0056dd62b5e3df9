using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>Buckets as a change will leave them, and their rows in it.</summary>
internal sealed record StatsPlan(IReadOnlyDictionary<StatsKey, StatsBucket> Buckets, RowSet Rows);
