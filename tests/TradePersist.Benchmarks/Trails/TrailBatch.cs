using TradePersist.Tiers;

namespace TradePersist.Benchmarks.Trails;

/// <summary>The same trails for both sides.</summary>
internal sealed record TrailBatch(TableBatch Ours, long[] Ids, object?[][] Baseline);
