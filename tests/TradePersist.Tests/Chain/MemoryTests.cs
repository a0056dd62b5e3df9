using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.Chain;

public class MemoryTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Test]
    public async Task WhatATierHoldsFromAnEarlierJournalIsNotAbsentWhileTheTierIsAway([Values("019c0000-0000-7000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff")] string id)
    {
        using var folder = new TempFolder();
        var tier = new StoreTier();
        var trade = Deal.Closed(1m) with { Id = Guid.Parse(id) };
        await using (var first = await OpenAsync(folder, ("a", tier, TierRole.Required)))
        {
            await first.Trades.AddAsync(trade);
            await first.DrainAsync(Deadline);
        }

        Directory.Delete(folder["journal"], recursive: true);
        tier.OnOpen = () => new TierFaultException(FailureKind.Transient, "away");
        await using var second = await OpenAsync(folder, ("a", tier, TierRole.Required));
        await Assert.ThrowsAsync<TierUnavailableException>(() => second.Trades.GetAsync(trade.Id), "unknown is not absent");
        await second.Trades.AddAsync(Deal.Closed(2m));
    }

    [Test]
    public async Task WhatDidNotFitIntoMemoryAtTheStartIsAskedOfTheTier()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier();
        var trades = new List<Trade>();
        await using (var first = await OpenAsync(folder, ("a", tier, TierRole.Required)))
        {
            for (var i = 0; i < 150; i++)
            {
                trades.Add((await first.Trades.AddAsync(Deal.Closed(i))).Trade);
            }

            await first.Candles.SaveAsync(Bars.Many(150));
            await first.DrainAsync(Deadline);
        }

        await using var second = await ChainBench.OpenAsync(
            builder => builder.UseJournal(folder["journal"]).Options.MemoryRowsPerTable = 100,
            ("a", tier, TierRole.Required));
        foreach (var trade in trades)
        {
            Assert.That(await second.Trades.GetAsync(trade.Id), Is.EqualTo(trade));
        }

        var window = await second.Candles.LoadAsync("BTC", "1m", 200, new ReadOptions { Tier = "memory" });
        Assert.That((window.Count, window.IsComplete), Is.EqualTo((100, false)));
    }

    [Test]
    public async Task AMirrorThatLacksRowsIsNotTakenForTheTruth()
    {
        var tier = new StoreTier();
        Trade trade;
        await using (var first = await ChainBench.OpenAsync(("a", tier, TierRole.Required)))
        {
            trade = (await first.Trades.AddAsync(Deal.Closed(1m))).Trade;
            await first.DrainAsync(Deadline);
        }

        await using var second = await ChainBench.OpenAsync(("m", new StoreTier(), TierRole.Mirror), ("a", tier, TierRole.Required));
        Assert.That(await second.Trades.GetAsync(trade.Id), Is.EqualTo(trade));
    }

    [Test]
    public async Task ARecordInTheQuarantineOfTheTierThatMemoryIsWarmedFromIsKnown()
    {
        using var folder = new TempFolder();
        var picky = new StoreTier { BeforeApply = FailureTests.Refuse(row => row.Table == TradeTable.Trades.Table) };
        (string, ITier, TierRole)[] tiers = [("a", picky, TierRole.Required), ("b", new StoreTier(), TierRole.Required)];
        Trade trade;
        await using (var first = await OpenAsync(folder, tiers))
        {
            trade = (await first.Trades.AddAsync(Deal.Closed(1m))).Trade;
            await first.DrainAsync(Deadline);
        }

        await using var second = await OpenAsync(folder, tiers);
        Assert.That(await second.Trades.GetAsync(trade.Id), Is.EqualTo(trade));
    }

    [Test]
    public async Task WhatWasWrittenIsSeenBeforeItIsDurable([Values(Acknowledgement.Memory, Acknowledgement.OsBuffered)] Acknowledgement level)
    {
        var disk = new FaultyStorage();
        var tier = new StoreTier();
        await using var chain = await OpenAsync(disk, tier, level);
        var tracker = new TradeTracker(chain, TimeProvider.System);
        using var gate = new SyncGate(disk);
        var id = tracker.NewId();
        await tracker.OpenAsync(Deal.Entered() with { Id = id });

        var get = tracker.GetAsync(id);
        gate.Open();
        Assert.That((await get)?.Status, Is.EqualTo(TradeStatus.Open));
        Assert.That((await tracker.CloseAsync(id, new TradeExit(110m))).Trade.Status, Is.EqualTo(TradeStatus.Closed));
    }

    [Test]
    public async Task MemoryAnswersWithWhatWasWrittenBeforeItIsDurable([Values(Acknowledgement.Memory, Acknowledgement.OsBuffered)] Acknowledgement level)
    {
        var disk = new FaultyStorage();
        var tier = new StoreTier { BeforeQuery = _ => throw new TierFaultException(FailureKind.Transient, "no route") };
        await using var chain = await OpenAsync(disk, tier, level);
        var candles = new CandleStore(chain, TimeProvider.System);
        using var gate = new SyncGate(disk);
        await candles.SaveAsync(Bars.One(0));

        var load = candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Tier = "memory" });
        gate.Open();
        Assert.That(await load, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task AFailedJournalTakesItsRecordsBackAndReadsAndStopGoOn()
    {
        var disk = new FaultyStorage();
        var tier = new StoreTier();
        var chain = await OpenAsync(disk, tier, Acknowledgement.Durable, TimeSpan.FromMinutes(1));
        var candles = new CandleStore(chain, TimeProvider.System);
        await candles.SaveAsync(Bars.One(0));
        disk.BeforeSync = () => throw new IOException("Injected EIO.");
        await Assert.CatchAsync<TradePersistException>(() => candles.SaveAsync(Bars.One(1)));
        var found = await candles.LoadAsync("BTC", "1m", 2).WaitAsync(Deadline);
        Assert.That((found.Tier, found.Count), Is.EqualTo(("a", 1)));
        await chain.DisposeAsync().AsTask().WaitAsync(Deadline);
    }

    [Test]
    public async Task AStaleReadIsAnsweredByATierThatIsDownOnlyForWrites()
    {
        var tier = new StoreTier();
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        await tp.DrainAsync(Deadline);
        tier.BeforeApply = (_, _) => throw new TierFaultException(FailureKind.Transient, "locked");
        await tp.Candles.SaveAsync(Bars.One(1));
        await Until.TrueAsync(() => tp.Tier("a").State == TierState.Down, "the tier is down");
        var stale = await tp.Candles.LoadAsync("BTC", "1m", 2, new ReadOptions { Tier = "a", AllowStale = true });
        Assert.That((stale.Tier, stale.Count), Is.EqualTo(("a", 1)));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.LoadAsync("BTC", "1m", 2, new ReadOptions { Tier = "a" }));
        tier.BeforeApply = (_, _) => Task.CompletedTask;
    }

    private static Task<TradePersistence> OpenAsync(TempFolder folder, params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]).Options.StartTimeout = TimeSpan.FromSeconds(1), tiers);

    private static Task<TierChain> OpenAsync(FaultyStorage disk, StoreTier tier, Acknowledgement level, TimeSpan? readTimeout = null) =>
        TierChain.OpenAsync(
            disk,
            JournalHarness.SmallSegments(),
            [new TierRegistration("a", tier, new TierOptions())],
            new Catalog(),
            new ChainOptions(level, readTimeout ?? Deadline, Deadline, TimeSpan.FromMinutes(1), 1_000),
            TimeProvider.System,
            NullLogger.Instance,
            CancellationToken.None);
}
