using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>SQLite files that were lost, or replaced by a backup, after the journal had let their records go.</summary>
public class SqliteRebuildTests
{
    [Test]
    public async Task AnEmptyFileIsFilledFromTheOtherWhileTheBotWrites()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 0, 4_000);
        File.Delete(folder["b.db"]);
        await CheckAsync(folder, 4_000, inserted: 4_000);
    }

    [Test]
    public async Task AnOldBackupIsBroughtUpToTheOther()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, 0, 1_000);
        File.Copy(folder["b.db"], folder["backup"]);
        await WriteAsync(folder, 500, 4_000);
        File.Delete(folder["b.db"]);
        File.Move(folder["backup"], folder["b.db"]);
        await CheckAsync(folder, 4_000, inserted: 3_000);
    }

    private static async Task CheckAsync(TempFolder folder, int rows, long inserted)
    {
        var random = Seed.Random();
        await using (var tp = await SqlitePair.OpenAsync(folder, SmallSegments))
        {
            await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
            var before = (await tp.VerifyAsync("b", "a")).OfCandles();
            Assert.That(before.Missing, Is.EqualTo(inserted));
            await using var bot = new BusyBot(tp, random.Next());
            await Until.TrueAsync(() => bot.Writes > 20, "the bot writes");
            var report = await tp.ResyncAsync("b", "a");
            Assert.That(report.OfCandles().Inserted, Is.GreaterThanOrEqualTo(inserted));
            await Until.TrueAsync(() => tp.Tier("b").State == TierState.Up, "it is fed again");
            Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
            await bot.StopAsync();
            await tp.DrainedAsync();
        }

        await using var again = await SqlitePair.OpenAsync(folder, SmallSegments);
        Assert.That(again.Tier("b").State, Is.EqualTo(TierState.Up));
        var after = await again.VerifyAsync("b", "a");
        Assert.That((after.IsClean, after.IsSettled, after.OfCandles().Whole.Rows >= rows), Is.EqualTo((true, true, true)));
    }

    private static async Task WriteAsync(TempFolder folder, int from, int to)
    {
        await using var tp = await SqlitePair.OpenAsync(folder, SmallSegments);
        await Task.WhenAll(Enumerable.Range(from, to - from).Select(i => tp.Candles.SaveAsync(Bars.One(i, 100 + (i * 3) + from, "SOL"))));
        await tp.Trades.AddAsync(Deal.Closed(from));
        await tp.DrainedAsync();
    }

    private static void SmallSegments(TradePersistenceBuilder builder) => builder.UseJournal(journal => journal.SegmentBytes = 64 << 10);
}
