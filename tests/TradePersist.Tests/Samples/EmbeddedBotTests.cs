using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Samples;

public sealed class EmbeddedBotTests
{
    private static readonly string[] Symbols = ["BTC-USDT", "ETH-USDT", "SOL-USDT"];

    [Test]
    public async Task WithoutArgumentsItTradesTwoDaysAndWritesToItsFolderOnly()
    {
        using var folder = new BotFolder();
        var run = await EmbeddedBotProcess.RunAsync(folder.Root, "--json", "data/embedded-bot/summary.json");

        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.EqualTo([folder["data"]]));
        Assert.That(Directory.EnumerateFileSystemEntries(folder["data"]), Is.EqualTo([folder["data/embedded-bot"]]));

        var summary = folder.Json("data/embedded-bot/summary.json");
        var tiers = summary.GetProperty("tiers").EnumerateArray().ToList();
        var closes = summary.GetProperty("bestTrail").GetProperty("minutes").EnumerateArray().Select(minute => minute.GetProperty("pm_close_price").GetDouble());
        var trades = summary.GetProperty("trades");
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Contain("seed 1").And.Contain("Win rate").And.Contain("p99"));
            Assert.That(summary.GetProperty("candlesStored").GetInt64(), Is.EqualTo(3 * 2 * 24 * 60));
            Assert.That(summary.GetProperty("candleLatency").GetProperty("count").GetInt64(), Is.EqualTo(2 * 24 * 60));
            Assert.That(tiers.Select(tier => tier.GetProperty("name").GetString()), Is.EqualTo(["duckdb", "sqlite", "files"]));
            Assert.That(tiers.Select(tier => tier.GetProperty("rows").GetProperty("candles").GetInt64()), Is.All.EqualTo(3 * 2 * 24 * 60));
            Assert.That(tiers.Select(tier => tier.GetProperty("lagRecords").GetInt64()), Is.All.Zero);
            Assert.That(tiers.Skip(1).Select(tier => tier.GetProperty("differences").GetInt64()), Is.All.Zero);
            Assert.That(
                tiers[0].GetProperty("rows").GetProperty("buyin_trail_minutes").GetInt64(),
                Is.EqualTo(15 * summary.GetProperty("trailLatency").GetProperty("count").GetInt64()).And.GreaterThanOrEqualTo(15 * trades.GetProperty("closed").GetInt64()));
            Assert.That(closes, Is.All.Positive.And.Exactly(15).Items);
            Assert.That(trades.GetProperty("cancelled").GetInt64(), Is.Positive);
            Assert.That(trades.GetProperty("closed").GetInt64(), Is.GreaterThan(50).And.EqualTo(summary.GetProperty("statistics").GetProperty("totalTrades").GetInt64()));
        });
    }

    [Test]
    public async Task RunAgainItGoesOnWithoutDuplicates()
    {
        using var folder = new BotFolder();
        var first = await folder.RunAsync("--hours", "6", "--ack-log", "acks.csv");
        var afterFirst = await folder.TradesAsync();
        var second = await folder.RunAsync("--hours", "6", "--ack-log", "acks.csv");
        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Everything + second.Everything);

        var candles = await folder.CandlesAsync();
        var trades = await folder.TradesAsync();
        var acknowledged = File.ReadAllLines(folder["acks.csv"]).Where(line => line.StartsWith("candles,", StringComparison.Ordinal)).ToList();
        var left = afterFirst.Where(trade => trade.Status is TradeStatus.Open or TradeStatus.Pending).Select(trade => trade.Id).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(candles, Has.Count.EqualTo(3 * 12 * 60));
            Assert.That(candles.Select(candle => candle.Symbol).Distinct(), Is.EqualTo(Symbols));
            Assert.That(candles.Where(candle => candle.Symbol == Symbols[0]).Select(candle => candle.Timestamp), Is.Ordered.And.Unique);
            Assert.That(acknowledged, Is.Unique.And.Count.EqualTo(candles.Count));
            Assert.That(trades.Select(trade => trade.OrderId), Is.Unique);
            Assert.That(trades, Has.Count.GreaterThan(afterFirst.Count));
            Assert.That(left, Is.Not.Empty, "this seed leaves a trade open after six hours");
            Assert.That(trades.Where(trade => left.Contains(trade.Id)).Select(trade => trade.Status), Is.All.AnyOf(TradeStatus.Closed, TradeStatus.Cancelled));
        });
    }

    [Test]
    public async Task KilledInTheMiddleAndRunAgainItEndsWhereItWouldHaveEnded()
    {
        using var whole = new BotFolder();
        using var broken = new BotFolder();
        var through = await whole.RunAsync("--hours", "12");
        Assert.That(through.ExitCode, Is.Zero, through.Everything);

        var random = Seed.Random();
        for (long lines = 200; lines < 1200; lines += 200 + random.Next(200))
        {
            using var process = EmbeddedBotProcess.Start(broken.Root, "--data", "bot", "--hours", "12", "--ack-log", "acks.csv");
            var log = new FileInfo(broken["acks.csv"]);
            await Until.TrueAsync(() => LengthOf(log) > lines * 40, "acknowledgements");
            process.Kill();
            await process.EndAsync();
        }

        var last = await broken.RunAsync("--hours", "12");
        Assert.That(last.ExitCode, Is.Zero, last.Everything);
        Assert.That(await broken.CandlesAsync(), Is.EqualTo(await whole.CandlesAsync()));
        Assert.That((await broken.TradesAsync()).Select(Content), Is.EqualTo((await whole.TradesAsync()).Select(Content)));
        var trails = await whole.TrailsAsync();
        Assert.That(trails, Is.Not.Empty);
        Assert.That(await broken.TrailsAsync(), Is.EqualTo(trails));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "sends a signal")]
    public async Task InterruptedItStopsOrderlyAndKeepsWhatWasAcknowledged()
    {
        using var folder = new BotFolder();
        using var process = EmbeddedBotProcess.Start(folder.Root, "--data", "bot", "--hours", "8760", "--ack-log", "acks.csv");
        await Until.TrueAsync(() => LengthOf(new FileInfo(folder["acks.csv"])) > 10_000, "acknowledgements");
        await process.InterruptAsync();
        var run = await process.EndAsync();

        Assert.That(run.ExitCode, Is.EqualTo(130), run.Everything);
        Assert.That(run.Output, Does.Contain("candles stored in"));
        var acknowledged = File.ReadAllLines(folder["acks.csv"]).Count(line => line.StartsWith("candles,", StringComparison.Ordinal));
        Assert.That(await folder.CandlesAsync(), Has.Count.EqualTo(acknowledged));
    }

    [Test]
    public async Task AFolderInUseIsRefusedWithAMessage()
    {
        using var folder = new BotFolder();
        await using var owner = await folder.OpenAsync();
        var run = await folder.RunAsync();

        Assert.That(run.ExitCode, Is.EqualTo(3), run.Everything);
        Assert.That(run.Errors, Does.Contain("in use").And.Not.Contain("   at "));
    }

    [TestCase("--candles", "nowhere.csv")]
    [TestCase("--drill", "0")]
    [TestCase("--hours", "many")]
    [TestCase("--nonsense", "1")]
    public async Task ArgumentsThatCannotBeUsedAreNamed(string option, string value)
    {
        using var folder = new BotFolder();
        var run = await folder.RunAsync(option, value);

        Assert.That(run.ExitCode, Is.EqualTo(2), run.Everything);
        Assert.That(run.Errors, Does.Contain(option == "--candles" ? value : option).And.Not.Contain("   at "));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.Empty);
    }

    private static long LengthOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    /// <summary>Ids, and the times of the wall clock, are another run's.</summary>
    private static Trade Content(Trade trade) => trade with
    {
        Id = Guid.Empty,
        UpdatedAt = default,
        StatusTime = trade.Status == TradeStatus.Cancelled ? default : trade.StatusTime,
    };
}
