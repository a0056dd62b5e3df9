using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>A bot that writes, overwrites and deletes candles until it is stopped, and knows what must be left.</summary>
internal sealed class BusyBot : IAsyncDisposable
{
    private readonly TradePersistence _tp;
    private readonly Random _random;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Candle> _candles = [];
    private readonly Task _writing;

    public BusyBot(TradePersistence tp, int seed)
    {
        _tp = tp;
        _random = new Random(seed);
        _writing = Task.Run(WriteAsync);
    }

    public long Writes { get; private set; }

    /// <summary>Ends it. What every tier must hold is the answer.</summary>
    public async Task<IReadOnlyCollection<Candle>> StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        return _candles.Values;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var symbol = _random.Next(2) == 0 ? "BTC" : "ETH";
            if (_random.Next(200) == 0)
            {
                var before = Bars.Start.AddMinutes(_random.Next(400));
                await _tp.Candles.CleanupAsync(before, "1m", symbol);
                foreach (var (key, _) in _candles.Where(pair => pair.Value.Symbol == symbol && pair.Value.Timestamp < before).ToList())
                {
                    _candles.Remove(key);
                }
            }
            else
            {
                var candles = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(1_000)).Distinct()
                    .Select(minute => Bars.One(minute, 100 + _random.Next(100_000), symbol)).ToList();
                await _tp.Candles.SaveAsync(candles);
                foreach (var candle in candles)
                {
                    _candles[Bars.Key(candle)] = candle;
                }
            }

            if (++Writes % 50 == 0)
            {
                // It is faster than a tier of these tests, and there would be no end to catching up.
                await Until.TrueAsync(() => _stop.IsCancellationRequested || _tp.GetHealth().Tiers.All(tier => tier.State != TierState.Up || tier.LagRecords < 200), "the tiers keep up");
            }
        }
    }
}
