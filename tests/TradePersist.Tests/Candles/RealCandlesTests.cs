using System.Globalization;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Candles;

public class RealCandlesTests
{
    [Test]
    public async Task RealCandlesGoInAndComeOutBitExact()
    {
        var files = RealData.Folder("candles");
        using var folder = new TempFolder();
        await using var persistence = await Door.OpenAsync(folder);
        var fromSqlite = new ReadOptions { Tier = SqliteBuilderExtensions.DefaultName, Timeout = TimeSpan.FromSeconds(30) };
        var total = 0;
        foreach (var file in Directory.EnumerateFiles(files, "*.csv").Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileName(file).Split('_');
            var candles = File.ReadLines(file).Skip(1).Select(line => Parse($"{parts[0]}@{parts[1]}", parts[2], line)).ToList();
            await persistence.Candles.SaveAsync(candles);
            var found = await persistence.Candles.LoadAsync(candles[0].Symbol, candles[0].Timeframe, null, null, fromSqlite);
            Assert.That(found.Select(Bits), Is.EqualTo(candles.Select(Bits)), file);
            total += candles.Count;
        }

        Assert.That((await persistence.Candles.GetStatsAsync(fromSqlite)).Candles, Is.EqualTo(total).And.GreaterThan(40_000));
    }

    private static Candle Parse(string symbol, string timeframe, string line)
    {
        var cells = line.Split(',');
        var numbers = cells.Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        return new Candle(symbol, timeframe, DateTimeOffset.Parse(cells[0], CultureInfo.InvariantCulture), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    private static (DateTimeOffset, long, long, long, long, long) Bits(Candle candle) => (
        candle.Timestamp,
        BitConverter.DoubleToInt64Bits(candle.Open),
        BitConverter.DoubleToInt64Bits(candle.High),
        BitConverter.DoubleToInt64Bits(candle.Low),
        BitConverter.DoubleToInt64Bits(candle.Close),
        BitConverter.DoubleToInt64Bits(candle.Volume));
}
