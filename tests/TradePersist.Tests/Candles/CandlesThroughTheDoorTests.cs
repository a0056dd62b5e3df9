using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Candles;

public class CandlesThroughTheDoorTests
{
    private const string Sqlite = SqliteBuilderExtensions.DefaultName;

    private static readonly ReadOptions FromSqlite = new() { Tier = Sqlite, Timeout = TimeSpan.FromSeconds(30) };

    [Test]
    public async Task ComeBackBitExactFromSqliteAfterReopening()
    {
        using var folder = new TempFolder();
        var candles = Bars.Many(7000).Concat(Bars.Many(500, "4/USDT:USDT")).Append(Bars.One(7000, 5.38e-06)).ToList();
        await using (var persistence = await Door.OpenAsync(folder))
        {
            await persistence.Candles.SaveAsync(candles);
            await persistence.Candles.SaveAsync(candles[3] with { Volume = 0.1 + 0.2 });
        }

        candles[3] = candles[3] with { Volume = 0.1 + 0.2 };
        await using var reopened = await Door.OpenAsync(folder);
        var found = await reopened.Candles.LoadAsync("BTC", "1m", null, null, FromSqlite);
        Assert.That(found, Is.EqualTo(candles.Where(candle => candle.Symbol == "BTC")));
        Assert.That((found.Tier, found.IsComplete), Is.EqualTo((Sqlite, true)));

        var streamed = new List<Candle>();
        await foreach (var candle in reopened.Candles.StreamAsync("BTC", "1m", Bars.Start.AddMinutes(10), null, FromSqlite))
        {
            streamed.Add(candle);
        }

        Assert.That(streamed, Is.EqualTo(found.Skip(10)));
        Assert.That(await reopened.Candles.LoadAsync("BTC", "1m", 3, FromSqlite), Is.EqualTo(found.TakeLast(3)));
        var book = await reopened.Candles.LoadAllAsync("1m", 2, options: FromSqlite);
        Assert.That(book.Keys, Is.EqualTo(new[] { "4/USDT:USDT", "BTC" }));
    }

    [Test]
    public async Task StatsAndCleanupReachSqlite()
    {
        using var folder = new TempFolder();
        await using var persistence = await Door.OpenAsync(folder);
        await persistence.Candles.SaveAsync(Bars.Many(100));
        await persistence.Candles.CleanupAsync(Bars.Start.AddMinutes(40));
        var stats = await persistence.Candles.GetStatsAsync(FromSqlite);
        Assert.That(stats.Series, Is.EqualTo(new[] { new CandleSeriesStats("BTC", "1m", 60, Bars.Start.AddMinutes(40), Bars.Start.AddMinutes(99)) }));
        Assert.That(stats.SizeBytes, Is.GreaterThan(4096));
    }
}
