using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Candles;

public class CandleStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private ManualTimeProvider _time = null!;
    private RowStore _rows = null!;
    private CandleStore _store = null!;

    [SetUp]
    public void SetUp()
    {
        _time = new ManualTimeProvider(Start);
        _rows = new RowStore();
        _store = new CandleStore(_rows, _time);
    }

    [Test]
    public async Task LoadsTheNewestAscending()
    {
        await _store.SaveAsync(Series("BTCUSDT", "1m", 10).AsEnumerable().Reverse().ToList());
        var found = await _store.LoadAsync("BTCUSDT", "1m", 3);
        Assert.That(found, Is.EqualTo(Series("BTCUSDT", "1m", 10).Skip(7)));
        Assert.That((found.Tier, found.IsComplete), Is.EqualTo(("rows", true)));
    }

    [Test]
    public async Task RangeIsHalfOpen()
    {
        await _store.SaveAsync(Series("BTCUSDT", "1m", 10));
        var found = await _store.LoadAsync("BTCUSDT", "1m", Start.AddMinutes(2), Start.AddMinutes(4));
        Assert.That(found.Select(candle => candle.Timestamp), Is.EqualTo(new[] { Start.AddMinutes(2), Start.AddMinutes(3) }));
        Assert.That(await _store.LoadAsync("BTCUSDT", "1m", null, Start.AddMinutes(2)), Has.Count.EqualTo(2));
        Assert.That(await _store.LoadAsync("BTCUSDT", "1m", Start.AddMinutes(9), null), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TellsSymbolsAndTimeframesApart()
    {
        await _store.SaveAsync([.. Series("BTCUSDT", "1m", 2), .. Series("btcusdt", "1m", 3), .. Series("BTCUSDT", "1M", 4), .. Series("4/USDT:USDT", "15m", 5)]);
        Assert.That(await _store.LoadAsync("BTCUSDT", "1m", 100), Has.Count.EqualTo(2));
        Assert.That(await _store.LoadAsync("btcusdt", "1m", 100), Has.Count.EqualTo(3));
        Assert.That(await _store.LoadAsync("BTCUSDT", "1M", 100), Has.Count.EqualTo(4));
        Assert.That(await _store.LoadAsync("4/USDT:USDT", "15m", 100), Has.Count.EqualTo(5));
    }

    [Test]
    public async Task LoadsAllSymbolsOfATimeframe()
    {
        await _store.SaveAsync([.. Series("A", "1m", 5), .. Series("B", "1m", 2), .. Series("C", "1m", 1), .. Series("D", "5m", 9)]);
        var newest = await _store.LoadAllAsync("1m", 2);
        Assert.That(newest.Keys, Is.EquivalentTo(new[] { "A", "B", "C" }));
        Assert.That(newest["A"], Is.EqualTo(Series("A", "1m", 5).Skip(3)));

        var ranged = await _store.LoadAllAsync("1m", Start.AddMinutes(1), Start.AddMinutes(3));
        Assert.That(ranged.Select(pair => (pair.Key, pair.Value.Count)), Is.EquivalentTo(new[] { ("A", 2), ("B", 1) }));

        var named = await _store.LoadAllAsync("1m", 10, ["C", "D", "NONE"]);
        Assert.That(named.Keys, Is.EqualTo(new[] { "C" }));
        Assert.That((named.Tier, named.IsComplete), Is.EqualTo(("rows", true)));
    }

    [Test]
    public async Task StreamsAcrossPages()
    {
        var all = Series("A", "1m", 12_345);
        await _store.SaveAsync(all);
        var found = new List<Candle>();
        await foreach (var candle in _store.StreamAsync("A", "1m"))
        {
            found.Add(candle);
        }

        Assert.That(found, Is.EqualTo(all));
        Assert.That(_rows.Queries, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task StreamNeverLeavesAGapInSilence()
    {
        await _store.SaveAsync(Series("A", "1m", 3));
        _rows.IsComplete = false;
        await using var stream = _store.StreamAsync("A", "1m").GetAsyncEnumerator();
        await Assert.ThrowsAsync<TierUnavailableException>(async () => await stream.MoveNextAsync());
        Assert.That((await _store.LoadAsync("A", "1m", 10)).IsComplete, Is.False);
    }

    [Test]
    public async Task OverwritesTheSameKeyAndTheLastOneCounts()
    {
        var candle = Series("A", "1m", 1)[0];
        await _store.SaveAsync([candle, candle with { Volume = 7 }, candle with { Volume = 8 }]);
        Assert.That((await _store.LoadAsync("A", "1m", 10)).Single().Volume, Is.EqualTo(8));
        await _store.SaveAsync(candle with { Volume = 9 });
        Assert.That((await _store.LoadAsync("A", "1m", 10)).Single().Volume, Is.EqualTo(9));
    }

    [Test]
    public async Task WritesLongListsInBoundedUnitsAndReturnsTheLastReceipt()
    {
        var receipt = await _store.SaveAsync(Series("A", "1m", (2 * CandleLimits.PerChange) + 1));
        Assert.That(receipt.Lsn, Is.EqualTo(3));
        Assert.That(await _store.LoadAsync("A", "1m", int.MaxValue), Has.Count.EqualTo((2 * CandleLimits.PerChange) + 1));
    }

    [Test]
    public async Task WritesNothingForAnEmptyList()
    {
        Assert.That((await _store.SaveAsync([])).IsNoOp, Is.True);
        Assert.That(_rows.Changes, Is.Empty);
    }

    [Test]
    public async Task OneBadCandleKeepsAllOutAndIsNamed()
    {
        var candles = Series("A", "1m", 3 * CandleLimits.PerChange);
        candles[5000] = candles[5000] with { High = 1, Low = 2 };
        var error = await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(candles));
        Assert.That(error!.Message, Does.Contain("[5000].high").And.Contain("low"));
        Assert.That(_rows.Changes, Is.Empty);
    }

    [TestCase(1, 1, 0, 1, 0, null)]
    [TestCase(-37.63, 10, -40.32, -37.63, 1e9, null)]
    [TestCase(5.38e-06, 5.38e-06, 5.38e-06, 5.38e-06, 0, null)]
    [TestCase(1, 0, 2, 1, 1, "high")]
    [TestCase(3, 2, 1, 2, 1, "open")]
    [TestCase(0, 2, 1, 2, 1, "open")]
    [TestCase(1, 2, 1, 3, 1, "close")]
    [TestCase(1, 2, 1, 0, 1, "close")]
    [TestCase(1, 2, 1, 2, -1, "volume")]
    [TestCase(double.NaN, 2, 1, 2, 1, "open")]
    [TestCase(1, double.PositiveInfinity, 1, 2, 1, "high")]
    public async Task KeepsTheRulesOfABar(double open, double high, double low, double close, double volume, string? fault)
    {
        var candle = new Candle("A", "1m", Start, open, high, low, close, volume);
        if (fault is null)
        {
            await _store.SaveAsync(candle);
            Assert.That((await _store.LoadAsync("A", "1m", 1)).Single(), Is.EqualTo(candle));
            return;
        }

        var error = await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(candle));
        Assert.That(error!.Violations.Select(violation => violation.Field), Does.Contain(fault));
    }

    [TestCase("0m")]
    [TestCase("01m")]
    [TestCase("m")]
    [TestCase("1x")]
    [TestCase("1m\n")]
    [TestCase("15min")]
    [TestCase("")]
    public async Task RefusesTimeframesThatCannotExist(string timeframe)
    {
        await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(Series("A", timeframe, 1)));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.LoadAsync("A", timeframe, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.CleanupAsync(TimeSpan.FromDays(1), timeframe));
    }

    [Test]
    public async Task NamesEveryFieldOfAnEmptyCandle()
    {
        var error = await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(default(Candle)));
        Assert.That(error!.Message, Does.Contain("ts"));
        await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(Series("", "1m", 1)));
        await Assert.ThrowsAsync<RecordValidationException>(() => _store.SaveAsync(Series(new string('A', 65), "1m", 1)));
    }

    [Test]
    public async Task StoresUtcToTheMicrosecond()
    {
        var local = new DateTimeOffset(2026, 3, 1, 5, 30, 0, TimeSpan.FromHours(5.5)).AddTicks(19);
        await _store.SaveAsync(new Candle("A", "1m", local, 1, 1, 1, 1, 1));
        var found = (await _store.LoadAsync("A", "1m", 1)).Single().Timestamp;
        Assert.That(found, Is.EqualTo(Start.AddTicks(10)));
        Assert.That(found.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(await _store.LoadAsync("A", "1m", local, null), Has.Count.EqualTo(1), "the same instant must find it");
    }

    [Test]
    public async Task StatsCountEveryTimeframe()
    {
        await _store.SaveAsync([.. Series("A", "15m", 3), .. Series("A", "3m", 4), .. Series("B", "15m", 5)]);
        var stats = await _store.GetStatsAsync();
        Assert.That((stats.Symbols, stats.Candles, stats.SizeBytes, stats.Tier, stats.IsComplete), Is.EqualTo((2, 12L, 4096L, "rows", true)));
        Assert.That(stats.Series, Is.EqualTo(new[]
        {
            new CandleSeriesStats("A", "15m", 3, Start, Start.AddMinutes(2)),
            new CandleSeriesStats("A", "3m", 4, Start, Start.AddMinutes(3)),
            new CandleSeriesStats("B", "15m", 5, Start, Start.AddMinutes(4)),
        }));
    }

    [Test]
    public async Task CleanupDeletesWhatIsOlderAndNothingElse()
    {
        await _store.SaveAsync([.. Series("A", "1m", 10), .. Series("B", "1m", 10)]);
        _time.Set(Start.AddMinutes(5).AddDays(30));
        await _store.CleanupAsync(TimeSpan.FromDays(30), symbol: "A");
        Assert.That((await _store.LoadAsync("A", "1m", 100))[0].Timestamp, Is.EqualTo(Start.AddMinutes(5)));
        Assert.That(await _store.LoadAsync("B", "1m", 100), Has.Count.EqualTo(10));
        await _store.CleanupAsync(Start.AddMinutes(9), "1m");
        Assert.That(await _store.LoadAsync("B", "1m", 100), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task CleanupOfTheFutureIsRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.CleanupAsync(TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.CleanupAsync(TimeSpan.FromDays(-1)));
    }

    private static List<Candle> Series(string symbol, string timeframe, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Candle(symbol, timeframe, Start.AddMinutes(i), 10 + i, 12 + i, 9 + i, 11 + i, i))];
}
