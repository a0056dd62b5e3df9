using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// The day buckets that this run of the tracker writes. Planned while a change is composed and kept when the journal
/// accepts it, both under the lock that assigns LSNs, so absolute values come in the order of the log.
/// </summary>
internal sealed class StatsShard(UuidSource ids)
{
    /// <summary>The most buckets kept in memory; then a new shard starts from nothing.</summary>
    public const int Capacity = 4096;

    private readonly Dictionary<StatsKey, StatsBucket> _buckets = [];
    private Guid _shard = ids.Next();

    /// <summary>
    /// The buckets as they are once a trade was taken out and another one counted. Sums that no longer fit go on in a
    /// new shard: a trade is not refused because of its neighbours.
    /// </summary>
    public StatsPlan Plan(Trade? removed, Trade? added)
    {
        if (_buckets.Count >= Capacity)
        {
            StartShard();
        }

        try
        {
            return PlanHere(removed, added);
        }
        catch (Exception exception) when (exception is DecimalOverflowException or RecordValidationException)
        {
            StartShard();
            return PlanHere(removed, added);
        }
    }

    /// <summary>Keeps what was planned last.</summary>
    public void Accept(StatsPlan plan)
    {
        foreach (var (key, bucket) in plan.Buckets)
        {
            _buckets[key] = bucket;
        }
    }

    private StatsPlan PlanHere(Trade? removed, Trade? added)
    {
        var changed = new Dictionary<StatsKey, StatsBucket>(2);
        if (removed is not null)
        {
            var key = StatsKey.Of(removed);
            changed[key] = Find(changed, key).Remove(removed);
        }

        if (added is not null)
        {
            var key = StatsKey.Of(added);
            changed[key] = Find(changed, key).Add(added);
        }

        var writer = new RowWriter(TradeStatsTable.Table, changed.Count);
        foreach (var (key, bucket) in changed)
        {
            bucket.Write(writer, key, _shard);
        }

        return new StatsPlan(changed, writer.Finish());
    }

    private StatsBucket Find(Dictionary<StatsKey, StatsBucket> changed, StatsKey key) =>
        changed.TryGetValue(key, out var bucket) ? bucket : _buckets.GetValueOrDefault(key);

    private void StartShard()
    {
        _shard = ids.Next();
        _buckets.Clear();
    }
}
