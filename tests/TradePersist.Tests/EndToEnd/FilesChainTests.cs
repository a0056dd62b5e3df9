using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.EndToEnd;

/// <summary>Files as a tier behind the whole door.</summary>
public class FilesChainTests
{
    [Test]
    public async Task AloneItAnswersEverythingAlsoAfterAnOpening()
    {
        using var folder = new TempFolder();
        await using (var tp = await OpenAsync(folder))
        {
            await tp.Trades.AddAsync(Closed(0));
            await tp.Trades.AddAsync(Closed(1, "ETH"));
            await tp.Candles.SaveAsync(Bars.Many(500));
            Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
            await ExpectAsync(tp);
        }

        Assert.That(Directory.GetFiles(folder["files"]).Select(Path.GetFileName), Is.SupersetOf(new[] { "candles.jsonl", "trades.jsonl", "trade_stats.jsonl", "trade_revisions.jsonl", "journal-positions.json" }));
        await using var again = await OpenAsync(folder);
        await ExpectAsync(again);
        Assert.That(again.Tier("files").LagRecords, Is.Zero);
    }

    [Test]
    public async Task WhatWasWrittenWithoutItIsCaughtUpAndItMirrorsTheOther()
    {
        using var folder = new TempFolder();
        await using (var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddSqlite()))
        {
            for (var i = 0; i < 50; i++)
            {
                await tp.Trades.AddAsync(Closed(i));
            }
        }

        await using var both = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddSqlite().AddFiles(tier: options => options.Role = TierRole.Mirror));
        await both.Trades.AddAsync(Closed(50));
        await Until.TrueAsync(() => both.Tier("files").LagRecords == 0, "it has caught up");
        var sqlite = await both.Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 100 }, new ReadOptions { Tier = "sqlite" });
        var files = await both.Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 100 }, new ReadOptions { Tier = "files" });
        Assert.That(files, Has.Count.EqualTo(51));
        Assert.That(files, Is.EqualTo(sqlite));
    }

    [Test]
    public async Task AFolderThatSomebodyElseHasHoldsNothingUpAndHeals()
    {
        using var folder = new TempFolder();
        var other = new FileTier(new FileTierOptions { Path = folder["files"] });
        await other.OpenAsync([new KindsTable().Table], default);
        await using var tp = await OpenAsync(folder);
        await tp.Trades.AddAsync(Closed(0));
        Assert.That(tp.Tier("files").State, Is.EqualTo(TierState.Down));
        Assert.That(tp.Tier("files").LastError, Does.Contain($"process {Environment.ProcessId}"));
        await other.DisposeAsync();
        await Until.TrueAsync(() => tp.Tier("files") is { State: TierState.Up, LagRecords: 0 }, "the tier has healed");
    }

    [Test]
    public async Task ADamagedFileStopsTheTierAndNotTheBot()
    {
        using var folder = new TempFolder();
        await using (var tp = await OpenAsync(folder))
        {
            await tp.Trades.AddAsync(Closed(0));
        }

        await File.WriteAllTextAsync(folder["files/trades.jsonl"], "not by us\n");
        await Assert.ThrowsAsync<DamagedFileException>(() => OpenAsync(folder), "a required tier that can never be used ends the start");
        await using var mirrored = await OpenAsync(folder, options => options.Role = TierRole.Mirror);
        await mirrored.Trades.AddAsync(Closed(1));
        Assert.That(mirrored.Tier("files").State, Is.EqualTo(TierState.Failed));
    }

    [Test]
    public async Task ItIsSetUpLikeEveryOtherTier()
    {
        using var folder = new TempFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Tiers:archive:Path"] = folder["elsewhere"] }).Build();
        await using (var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddFiles().AddFiles(path: "x", name: "archive").Bind(configuration)))
        {
            await tp.Trades.AddAsync(Closed(0));
            await tp.DrainAsync(TimeSpan.FromSeconds(30));
            Assert.That(await File.ReadAllTextAsync(folder["elsewhere/trades.jsonl"]), Is.EqualTo(await File.ReadAllTextAsync(folder["files/trades.jsonl"])));
        }

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddFiles(options: files => files.Path = " ")));
        Assert.That(error!.Message, Does.Contain("files.Path must be the path of a folder"));
    }

    private static async Task ExpectAsync(TradePersistence tp)
    {
        var history = await tp.Trades.GetHistoryAsync(new TradeHistoryQuery(), new ReadOptions { Tier = "files" });
        Assert.That((history.Tier, history.Count), Is.EqualTo(("files", 2)));
        Assert.That(history.Select(trade => trade.Symbol), Is.EqualTo(new[] { "ETH", "BTC" }));
        Assert.That((await tp.Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(2));
        var candles = await tp.Candles.LoadAsync("BTC", "1m", 10, new ReadOptions { Tier = "files" });
        Assert.That(candles, Is.EqualTo(Bars.Many(500).TakeLast(10)));
        var stats = await tp.Candles.GetStatsAsync(new ReadOptions { Tier = "files" });
        Assert.That(stats.Series.Single().Count, Is.EqualTo(500));
        Assert.That(stats.SizeBytes, Is.GreaterThan(50_000));
    }

    private static Trade Closed(int minute, string symbol = "BTC") => new()
    {
        Symbol = symbol,
        Side = TradeSide.Long,
        Quantity = 1,
        EntryPrice = 100,
        ExitPrice = 101,
        EntryTime = Bars.Start.AddMinutes(minute),
        ExitTime = Bars.Start.AddMinutes(minute + 1),
        ExitReason = "tp",
    };

    private static Task<TradePersistence> OpenAsync(TempFolder folder, Action<TierOptions>? tier = null) =>
        TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddFiles(tier: options =>
        {
            (options.RetryDelay, options.MaxRetryDelay) = (TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50));
            tier?.Invoke(options);
        }));
}
