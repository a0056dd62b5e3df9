using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Model;
using TradePersist.Sqlite;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Benchmarks.Trades;

/// <summary>
/// Fills a data folder with closed trades and their statistics by way of the journal, a thousand per change, so that
/// the state is one that a bot could have left: the same rows, positions and sums, only written in larger units.
/// </summary>
internal sealed class TradeLoader(string folder, TradeFeed feed)
{
    private const int PerChange = 1_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly Dictionary<StatsKey, StatsBucket> _buckets = [];
    private readonly Guid _shard = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>Returns some of the oldest ids.</summary>
    public async Task<Guid[]> LoadAsync(int count, int wanted)
    {
        var ids = new List<Guid>();
        var tier = new TierRegistration(
            SqliteBuilderExtensions.DefaultName,
            new SqliteTier(new SqliteOptions { Path = Path.Combine(folder, SqliteBuilderExtensions.DefaultFile) }),
            new TierOptions());
        var settings = new TradePersistenceOptions();
        await using var chain = await TierChain.OpenAsync(
            new DiskJournalStorage(Path.Combine(folder, "journal")),
            new JournalOptions { Directory = folder },
            [tier],
            new Catalog(),
            new ChainOptions(Acknowledgement.Memory, settings.ReadTimeout, settings.StartTimeout, settings.DrainTimeout, settings.MemoryRowsPerTable),
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None);
        for (var done = 0; done < count; done += PerChange)
        {
            var change = Change(ids);
            await chain.AppendAsync(() => change, accepted: null, CancellationToken.None);
        }

        if (!await chain.DrainAsync(Deadline, CancellationToken.None))
        {
            throw new TimeoutException($"SQLite did not catch up within {Deadline}.");
        }

        return [.. ids.Take(wanted)];
    }

    private Change Change(List<Guid> ids)
    {
        var rows = new RowSet(TradeTable.Trades.Table, PerChange);
        var touched = new HashSet<StatsKey>();
        for (var i = 0; i < PerChange; i++)
        {
            var trade = feed.NextStored();
            var key = StatsKey.Of(trade);
            _buckets[key] = _buckets.GetValueOrDefault(key).Add(trade);
            touched.Add(key);
            rows.Add(TradeMapper.Write(trade)[0]);
            ids.Add(trade.Id);
        }

        var sums = new RowWriter(TradeStatsTable.Table, touched.Count);
        foreach (var key in touched)
        {
            _buckets[key].Write(sums, key, _shard);
        }

        return Model.Change.Upsert(rows, sums.Finish());
    }
}
