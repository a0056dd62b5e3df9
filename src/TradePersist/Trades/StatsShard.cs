using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// The day buckets that this run of the tracker writes. Changed only while a change is composed, which the journal
/// does one at a time, so absolute values come in the order of the log.
/// </summary>
internal sealed class StatsShard(UuidSource ids)
{
    /// <summary>The most buckets kept in memory; then a new shard starts from nothing.</summary>
    public const int Capacity = 4096;

    private readonly Dictionary<StatsKey, StatsBucket> _buckets = [];
    private Guid _shard = ids.Next();
    private volatile bool _isSuspect;

    /// <summary>
    /// The buckets after a trade was taken out and another one counted. Nothing is remembered if it throws. Sums
    /// that no longer fit go on in a new shard: a trade is not refused because of its neighbours.
    /// </summary>
    public RowSet Count(Trade? removed, Trade? added)
    {
        if (_isSuspect || _buckets.Count >= Capacity)
        {
            StartShard();
        }

        try
        {
            return CountHere(removed, added);
        }
        catch (Exception exception) when (exception is DecimalOverflowException or RecordValidationException)
        {
            StartShard();
            return CountHere(removed, added);
        }
    }

    /// <summary>
    /// To be called when a change that was composed may not have reached the journal. Buckets in memory may then count
    /// a trade that is not stored; what the journal holds is right either way, if nothing is built on those buckets.
    /// </summary>
    public void Distrust() => _isSuspect = true;

    private RowSet CountHere(Trade? removed, Trade? added)
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

        var rows = writer.Finish();
        foreach (var (key, bucket) in changed)
        {
            _buckets[key] = bucket;
        }

        return rows;
    }

    private StatsBucket Find(Dictionary<StatsKey, StatsBucket> changed, StatsKey key) =>
        changed.TryGetValue(key, out var bucket) ? bucket : _buckets.GetValueOrDefault(key);

    private void StartShard()
    {
        _isSuspect = false;
        _shard = ids.Next();
        _buckets.Clear();
    }
}
