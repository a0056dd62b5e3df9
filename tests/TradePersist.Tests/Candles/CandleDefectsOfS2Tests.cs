using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Candles;

/// <summary>Defects of the candle store that this one replaces; each must stay away.</summary>
public class CandleDefectsOfS2Tests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new(Start);
    private RowStore _rows = null!;
    private CandleStore _store = null!;

    [SetUp]
    public void SetUp()
    {
        _rows = new RowStore();
        _store = new CandleStore(_rows, _time);
    }

    [Test]
    public async Task CandleUpsertIsOneStatementAndReadsNothing()
    {
        await _store.SaveAsync([.. Enumerable.Range(0, 500).Select(i => Candle("A", "15m", i))]);
        await _store.SaveAsync([.. Enumerable.Range(0, 500).Select(i => Candle("A", "15m", i) with { Volume = 2 })]);
        Assert.That(_rows.Changes, Has.Count.EqualTo(2));
        Assert.That((_rows.Queries.Count, _rows.Finds), Is.EqualTo((0, 0)), "one SELECT per bar is what made it slow and not atomic");
        Assert.That((await _store.LoadAsync("A", "15m", 1000)).Select(candle => candle.Volume), Is.All.EqualTo(2));
    }

    [Test]
    public async Task CleanupCoversEveryTimeframe()
    {
        await _store.SaveAsync([Candle("A", "15m", 0), Candle("A", "3m", 0), Candle("B", "1d", 0)]);
        _time.Set(Start.AddDays(31));
        await _store.CleanupAsync(TimeSpan.FromDays(30));
        Assert.That((await _store.GetStatsAsync()).Candles, Is.Zero);
    }

    [Test]
    public async Task DoublesAreKeptBitForBit()
    {
        double[] prices = [0.1, 5.38e-06, 1E-8, 1.7976931348623157e308, double.Epsilon, 96798.90000000001];
        await _store.SaveAsync([.. prices.Select((price, i) => new Candle("A", "15m", Start.AddMinutes(i), price, price, price, price, price))]);
        var found = await _store.LoadAsync("A", "15m", 100);
        Assert.That(
            found.Select(candle => BitConverter.DoubleToInt64Bits(candle.Close)),
            Is.EqualTo(prices.Select(BitConverter.DoubleToInt64Bits)));
    }

    [Test]
    public async Task NoTierIsAnErrorAndNotAnEmptyAnswer()
    {
        _rows.IsUnavailable = true;
        await Assert.ThrowsAsync<TierUnavailableException>(() => _store.LoadAsync("A", "15m", 1));
        await Assert.ThrowsAsync<TierUnavailableException>(() => _store.GetStatsAsync());
        await Assert.DoesNotThrowAsync(() => _store.SaveAsync(Candle("A", "15m", 0)), "a write needs no tier");
    }

    [Test]
    public async Task ARefusedSaveIsAnErrorAndNotFalse()
    {
        _rows.Refusal = new IOException("no room");
        await Assert.ThrowsAsync<IOException>(() => _store.SaveAsync(Candle("A", "15m", 0)));
    }

    [Test]
    public async Task ASymbolIsRefusedAndNotCutToTheColumn()
    {
        var longName = new string('A', 65);
        var error = await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(Candle(longName, "15m", 0)));
        Assert.That(error!.Message, Does.Contain("symbol").And.Contain("64"));
        await Assert.DoesNotThrowAsync(() => _store.SaveAsync(Candle("SPY241218C00604000-AND-21-CHARS-ARE-NOT-TOO-LONG", "15m", 0)));
    }

    private static Candle Candle(string symbol, string timeframe, int minute) =>
        new(symbol, timeframe, Start.AddMinutes(minute), 1, 2, 1, 2, 1);
}
