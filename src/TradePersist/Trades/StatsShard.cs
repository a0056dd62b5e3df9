using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// The day buckets that this run of the tracker writes. Both methods run under the journal's lock, so absolute values
/// come in the order of the log; a change that the journal refuses leaves nothing behind.
/// </summary>
internal sealed class StatsShard(UuidSource ids)
{
    /// <summary>The most buckets kept in memory; then a new shard starts from nothing.</summary>
    public const int Capacity = 4096;

    private readonly Dictionary<StatsKey, StatsBucket> _buckets = [];
    private Guid _shard = ids.Next();

    /// <summary>
    /// The buckets after a trade was taken out and another one counted. Sums that no longer fit go on in a new shard:
    /// a trade is not refused because of its neighbours.
    /// </summary>
    public StatsStep Compose(Trade? removed, Trade? added)
    {
        if (_buckets.Count >= Capacity)
        {
            return Compose(removed, added, ids.Next());
        }

        try
        {
            return Compose(removed, added, _shard);
        }
        catch (Exception exception) when (exception is DecimalOverflowException or RecordValidationException)
        {
            return Compose(removed, added, ids.Next());
        }
    }

    public void Accept(StatsStep step)
    {
        if (step.Shard != _shard)
        {
            _shard = step.Shard;
            _buckets.Clear();
        }

        foreach (var (key, bucket) in step.Buckets)
        {
            _buckets[key] = bucket;
        }
    }

    private StatsStep Compose(Trade? removed, Trade? added, Guid shard)
    {
        var buckets = new Dictionary<StatsKey, StatsBucket>(2);
        if (removed is not null)
        {
            var key = StatsKey.Of(removed);
            buckets[key] = Find(key).Remove(removed);
        }

        if (added is not null)
        {
            var key = StatsKey.Of(added);
            buckets[key] = Find(key).Add(added);
        }

        var writer = new RowWriter(TradeStatsTable.Table, buckets.Count);
        foreach (var (key, bucket) in buckets)
        {
            bucket.Write(writer, key, shard);
        }

        return new StatsStep(shard, buckets, writer.Finish());

        StatsBucket Find(StatsKey key) =>
            buckets.TryGetValue(key, out var bucket) ? bucket : shard == _shard ? _buckets.GetValueOrDefault(key) : default;
    }
}
