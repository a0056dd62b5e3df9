using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>Buckets as they will be when a change has its place in the journal.</summary>
/// <param name="Shard">The shard they belong to.</param>
/// <param name="Buckets">The buckets that change.</param>
/// <param name="Rows">Their rows.</param>
internal sealed record StatsStep(Guid Shard, IReadOnlyDictionary<StatsKey, StatsBucket> Buckets, RowSet Rows);
