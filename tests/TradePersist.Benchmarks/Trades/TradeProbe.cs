using System.Diagnostics;
using TradePersist.Benchmarks.Harness;
using TradePersist.Trades;

namespace TradePersist.Benchmarks.Trades;

/// <summary>One store with so many trades, and what a bot does with them.</summary>
internal sealed class TradeProbe : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TradePersistence _store;
    private readonly Guid[] _old;
    private readonly TradeFeed _fresh = new(TimeProvider.System.GetUtcNow().AddDays(-1));
    private readonly List<Guid> _recent = [];

    private TradeProbe(TradePersistence store, Guid[] old)
    {
        _store = store;
        _old = old;
    }

    /// <summary>Loads the trades and opens the store again, as a bot does on its next start.</summary>
    public static async Task<TradeProbe> OpenAsync(string folder, int trades)
    {
        var feed = new TradeFeed(TimeProvider.System.GetUtcNow().AddMinutes(-trades).AddDays(-2));
        var old = await new TradeLoader(folder, feed).LoadAsync(trades, wanted: 500);
        var store = await Stores.OpenAsync(folder);
        var found = (await store.Trades.GetStatisticsAsync()).TotalTrades;
        return found == trades
            ? new TradeProbe(store, old)
            : throw new InvalidOperationException($"{found} trades are stored instead of {trades}.");
    }

    public Task<double[]> AddAsync(int times) => MeasureAsync(times, async _ => _recent.Add((await _store.Trades.AddAsync(_fresh.Next())).Id));

    public Task<double[]> OpenAndCloseAsync(int times) => MeasureAsync(times, async _ =>
    {
        var trade = _fresh.Next();
        var opened = await _store.Trades.OpenAsync(trade with { ExitPrice = null, ExitTime = null });
        await _store.Trades.CloseAsync(opened.Id, new TradeExit(trade.ExitPrice!.Value, "tp") { Time = trade.ExitTime });
    });

    public Task<double[]> GetRecentAsync(int times) => MeasureAsync(times, i => GetAsync(_recent[i % _recent.Count]));

    public Task<double[]> GetOldAsync(int times) => MeasureAsync(times, i => GetAsync(_old[i % _old.Length]));

    public Task<double[]> GetStatisticsAsync(int times) => MeasureAsync(times, async _ => await _store.Trades.GetStatisticsAsync());

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task GetAsync(Guid id) => _ = await _store.Trades.GetAsync(id) ?? throw new InvalidOperationException($"Trade {id} is not found.");

    // Until the tier has caught up, so that it does not work in the other store's time.
    private async Task<double[]> MeasureAsync(int times, Func<int, Task> action)
    {
        var ticks = new Ticks(times);
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await action(i);
            ticks.AddSince(started);
        }

        await _store.DrainedAsync(Deadline);
        return [ticks.Percentile(0.5), ticks.Percentile(0.99)];
    }
}
