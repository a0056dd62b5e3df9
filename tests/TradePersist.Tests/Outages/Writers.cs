using System.Collections.Concurrent;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Outages;

/// <summary>Several writers that overwrite their own candles again and again, each time with a later value, until they are stopped.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private const int Count = 4;
    private const int CandlesEach = 60;

    // A writer is faster than any database.
    private const long MostBehind = 20_000;

    private readonly TradePersistence _store;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Candle> _last = new();
    private readonly Task _writing;
    private long _acknowledged;

    public Writers(TradePersistence store)
    {
        _store = store;
        _writing = Task.WhenAll(Enumerable.Range(0, Count).Select(writer => Task.Run(() => WriteAsync(writer))));
    }

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Waits for more writes: nothing holds them up.</summary>
    public async Task WriteOnAsync(int more)
    {
        var wanted = Acknowledged + more;
        await Until.TrueAsync(() => _writing.IsFaulted || Acknowledged >= wanted, $"{more} more writes are acknowledged");
        if (_writing.IsFaulted)
        {
            await _writing;
        }
    }

    /// <summary>Ends it. What every tier must hold is the answer.</summary>
    public async Task<IReadOnlyCollection<Candle>> StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        return [.. _last.Values];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync(int writer)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var candle = Bars.One(i % CandlesEach, 100 + i, $"S{writer}");
            await _store.Candles.SaveAsync(candle);
            _last[Bars.Key(candle)] = candle;
            if (Interlocked.Increment(ref _acknowledged) % 500 == 0)
            {
                await Until.TrueAsync(() => _stop.IsCancellationRequested || _store.GetHealth().Tiers.All(tier => tier.State != TierState.Up || tier.LagRecords < MostBehind), "tiers that are up do not fall behind for ever", seconds: 120);
            }
        }
    }
}
