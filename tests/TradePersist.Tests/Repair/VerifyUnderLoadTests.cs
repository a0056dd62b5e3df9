using NUnit.Framework;
using TradePersist.Repair;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

public class VerifyUnderLoadTests
{
    [Test]
    public async Task APairThatIsAlikeIsNeverAccusedWhileTheBotWrites()
    {
        var random = Seed.Random();
        var a = new StoreTier { BeforeApply = Late(random.Next(), 3) };
        var b = new StoreTier { BeforeApply = Late(random.Next(), 12) };
        await using var tp = await RepairBench.OpenAsync(a, b);
        await tp.WriteAsync(300, "SOL");
        await using var bot = new BusyBot(tp, random.Next());
        for (var round = 0; round < 40; round++)
        {
            var before = bot.Writes;
            var report = await tp.VerifyAsync(round % 2 == 0 ? "a" : "b", round % 2 == 0 ? "b" : "a");
            Assert.That(report.IsClean, Is.True, () => $"round {round}: {string.Join("; ", report.OfCandles().Examples)}");
            Assert.That((report.OfCandles().Whole.Rows, report.OfCandles().Whole.Hash), Is.EqualTo((report.OfCandles().Whole.RowsAgainst, report.OfCandles().Whole.HashAgainst)));
            Assert.That(report.OfCandles().BucketsDiffering, Is.Zero);
            await Until.TrueAsync(() => bot.Writes > before, "the bot goes on");
        }

        var left = await bot.StopAsync();
        await tp.DrainedAsync();
        Assert.That(RepairBench.Read(a.Rows(RepairBench.Candles)), Is.EquivalentTo(left.Concat(Bars.Many(300, "SOL"))));
        Assert.That(b.Rows(RepairBench.Candles), Is.EquivalentTo(a.Rows(RepairBench.Candles)));
    }

    [Test]
    public async Task DamageIsFoundAndRepairedWhileTheBotWritesAndNoWriteIsLost()
    {
        var random = Seed.Random();
        using var folder = new TempFolder();
        await using var tp = await SqlitePair.OpenAsync(folder);
        await tp.Candles.SaveAsync(Bars.Many(20_000, "SOL"));
        await tp.DrainedAsync();
        await using var bot = new BusyBot(tp, random.Next());
        var file = SqlitePair.File(folder, "b");
        for (var round = 0; round < 5; round++)
        {
            // SOL the bot never touches: what is damaged there stays until it is repaired. Elsewhere it may heal by itself.
            await file.ExecuteAsync("UPDATE candles SET volume = volume + 1 WHERE symbol = 'SOL' AND ts / 60000000 % 1000 = @0", round);
            await file.ExecuteAsync("DELETE FROM candles WHERE symbol = 'SOL' AND ts / 60000000 % 1000 = @0", 100 + round);
            await file.ExecuteAsync("UPDATE candles SET volume = volume + 1 WHERE symbol <> 'SOL' AND ts / 60000000 % 7 = @0", round);
            await file.ExecuteAsync("DELETE FROM candles WHERE symbol <> 'SOL' AND ts / 60000000 % 7 = @0", round + 1);
            await file.ExecuteAsync("INSERT OR IGNORE INTO candles SELECT symbol, '5m', ts, open, high, low, close, volume FROM candles WHERE symbol = 'ETH' AND ts / 60000000 % 50 = @0", round);

            var found = (await tp.VerifyAsync("b", "a", new() { Examples = 100_000 })).OfCandles();
            Assert.That(found.Examples.Where(example => example.Key.Contains("SOL")).GroupBy(example => example.Kind).Select(group => (group.Key, group.Count())), Is.EquivalentTo(new[]
            {
                (DifferenceKind.Different, 20),
                (DifferenceKind.Missing, 20),
            }));
            Assert.That(found.Whole.Rows - found.Whole.RowsAgainst, Is.EqualTo(found.Extra - found.Missing));
            var repaired = await tp.ResyncAsync("b", "a");
            Assert.That((repaired.Repaired >= 40, repaired.Unrepaired), Is.EqualTo((true, 0)));
            Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True, $"round {round}");
        }

        var left = await bot.StopAsync();
        await tp.DrainedAsync();
        foreach (var tier in new[] { "a", "b" })
        {
            foreach (var symbol in new[] { "BTC", "ETH" })
            {
                var rows = await tp.Candles.LoadAsync(symbol, "1m", null, null, new ReadOptions { Tier = tier });
                Assert.That(rows, Is.EquivalentTo(left.Where(candle => candle.Symbol == symbol)), $"{symbol} in {tier}");
            }
        }
    }

    private static Func<TierBatch, CancellationToken, Task> Late(int seed, int milliseconds)
    {
        var random = new Random(seed);
        return (_, token) => Task.Delay(random.Next(milliseconds), token);
    }
}
