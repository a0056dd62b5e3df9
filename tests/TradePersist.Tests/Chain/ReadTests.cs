using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class ReadTests
{
    [Test]
    public async Task ReadsSeeTheirOwnWritesFromTheFirstTier()
    {
        await using var tp = await ChainBench.OpenAsync(("a", new StoreTier(), TierRole.Required), ("b", new StoreTier(), TierRole.Mirror));
        for (var i = 0; i < 50; i++)
        {
            await tp.Candles.SaveAsync(Bars.One(i));
            var candles = await tp.Candles.LoadAsync("BTC", "1m", 1);
            Assert.That((candles.Tier, candles.IsComplete, candles[0]), Is.EqualTo(("a", true, Bars.One(i))));
        }
    }

    [Test]
    public async Task ATierThatIsBehindIsPassedByForTheNext()
    {
        var stand = new TaskCompletionSource();
        var slow = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? stand.Task : Task.CompletedTask };
        await using var tp = await OpenAsync(("a", slow, TierRole.Required), ("b", new StoreTier(), TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));

        Assert.That((await tp.Candles.LoadAsync("BTC", "1m", 1)).Tier, Is.EqualTo("b"));
        var stale = await tp.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { AllowStale = true });
        Assert.That((stale.Tier, stale.Count), Is.EqualTo(("a", 0)), "stale reads take what the first tier has");
        stand.SetResult();
    }

    [Test]
    public async Task AHangingReadIsAnsweredByTheNextTier()
    {
        var hanging = new StoreTier();
        await using var tp = await OpenAsync(("a", hanging, TierRole.Required), ("b", new StoreTier(), TierRole.Required));
        hanging.BeforeQuery = _ => new TaskCompletionSource().Task;
        await tp.Candles.SaveAsync(Bars.One(0));
        Assert.That((await tp.Candles.LoadAsync("BTC", "1m", 1)).Tier, Is.EqualTo("b"));
    }

    [Test]
    public async Task ATierWhoseReadsHangDoesNotHoldTheStartUp()
    {
        var hanging = new StoreTier { BeforeQuery = _ => new TaskCompletionSource().Task };
        await using var tp = await ChainBench.OpenAsync(
            builder => builder.UseInMemoryJournal().Options.StartTimeout = TimeSpan.FromMilliseconds(200),
            ("a", hanging, TierRole.Required)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That((await tp.Candles.SaveAsync(Bars.One(0))).Lsn, Is.EqualTo(1));
    }

    [Test]
    public async Task ANamedTierAnswersOrNobodyDoes()
    {
        var broken = new StoreTier { BeforeQuery = _ => throw new TierFaultException(FailureKind.Transient, "no route") };
        await using var tp = await OpenAsync(("a", broken, TierRole.Required), ("b", new StoreTier(), TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));

        Assert.That((await tp.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Tier = "b" })).Tier, Is.EqualTo("b"));
        Assert.That((await tp.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Tier = "memory" })).Tier, Is.EqualTo("memory"));
        var unavailable = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Tier = "a" }));
        Assert.That(unavailable!.Reasons.Single(), Is.EqualTo(new KeyValuePair<string, string>("a", "no route")));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Tier = "nowhere" }));
    }

    [Test]
    public async Task MemoryAnswersLastAndSaysWhetherItKnowsAll()
    {
        var tier = new StoreTier();
        await using var tp = await ChainBench.OpenAsync(
            builder => (builder.UseInMemoryJournal().Options.MemoryRowsPerTable, builder.Options.ReadTimeout) = (100, TimeSpan.FromMilliseconds(100)),
            ("a", tier, TierRole.Required));
        tier.BeforeQuery = _ => throw new TierFaultException(FailureKind.Transient);
        await tp.Candles.SaveAsync(Bars.Many(100));
        var all = await tp.Candles.LoadAsync("BTC", "1m", null, null);
        Assert.That((all.Tier, all.IsComplete, all.Count), Is.EqualTo(("memory", true, 100)));

        await tp.Candles.SaveAsync(Bars.One(100));
        var window = await tp.Candles.LoadAsync("BTC", "1m", null, null);
        Assert.That((window.Tier, window.IsComplete, window.Count), Is.EqualTo(("memory", false, 100)));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.LoadAsync("ETH", "1m", null, null), "unknown is not empty");
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.GetStatsAsync(), "a sum over a part is not a sum");
    }

    [Test]
    public async Task WhatTheJournalHeldAtTheStartIsSeenByTheFirstRead()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask };
        await using (var first = await OpenAsync(folder, ("a", tier, TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.One(0));
        }

        await using (var second = await OpenAsync(folder, ("a", tier, TierRole.Required)))
        {
            await Assert.ThrowsAsync<TierUnavailableException>(() => second.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Tier = "a" }), "it lacks what the journal held");
            var known = await second.Candles.LoadAsync("BTC", "1m", 1);
            Assert.That((known.Tier, known.Count), Is.EqualTo(("memory", 1)), "the tier lacks it, so memory answers from the journal");
        }

        tier.BeforeApply = (_, _) => Task.CompletedTask;
        await using var third = await OpenAsync(folder, ("a", tier, TierRole.Required));
        var fed = await third.Candles.LoadAsync("BTC", "1m", 1);
        Assert.That((fed.Tier, fed.Count), Is.EqualTo(("a", 1)));
    }

    [Test]
    public async Task ATierThatIsUpButLacksWhatTheJournalHeldAtTheStartIsPassedBy()
    {
        using var folder = new TempFolder();
        var slow = new StoreTier { BeforeApply = (batch, token) => batch.Position > 0 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask };
        await using (var first = await OpenAsync(folder, ("a", slow, TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.One(0));
        }

        await using var second = await OpenAsync(folder, ("a", slow, TierRole.Required));
        await Until.TrueAsync(() => second.Tier("a").State == TierState.Up, "the tier is open, and has not been given the record");
        var known = await second.Candles.LoadAsync("BTC", "1m", 1);
        Assert.That((known.Tier, known.Count), Is.EqualTo(("memory", 1)));
    }

    [Test]
    public async Task ATierAnswersOnlyForTheDomainsItHolds()
    {
        var trades = new StoreTier();
        var candles = new StoreTier();
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseInMemoryJournal()
            .AddTier("trades", trades, _ => [], (tier, _) => tier, options => options.Holds = Domains.Trades)
            .AddTier("candles", candles, _ => [], (tier, _) => tier, options => options.Holds = Domains.Candles));
        await tp.Candles.SaveAsync(Bars.One(0));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.That((await tp.Candles.LoadAsync("BTC", "1m", 1)).Tier, Is.EqualTo("candles"));
        Assert.That(trades.Rows(TradePersist.Candles.CandleTable.Table), Is.Empty);
    }

    [Test]
    public async Task AnErrorInTheQuestionIsNotBlamedOnATier()
    {
        await using var tp = await ChainBench.OpenAsync(("a", new StoreTier(), TierRole.Required));
        await Assert.ThrowsAsync<ArgumentException>(() => tp.Trades.GetHistoryAsync(new() { Cursor = "not a cursor" }));
    }

    private static async Task<TradePersistence> OpenAsync(params (string Name, ITier Tier, TierRole Role)[] tiers)
    {
        var tp = await ChainBench.OpenAsync(builder => builder.UseInMemoryJournal().Options.ReadTimeout = TimeSpan.FromMilliseconds(200), tiers);

        // The start waits for the first tier only.
        await Until.TrueAsync(() => tp.GetHealth().Tiers.All(tier => tier.State == TierState.Up), "every tier is up");
        return tp;
    }

    private static Task<TradePersistence> OpenAsync(TempFolder folder, params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        ChainBench.OpenAsync(
            builder =>
            {
                builder.UseJournal(folder["journal"]);
                builder.Options.ReadTimeout = builder.Options.StartTimeout = builder.Options.DrainTimeout = TimeSpan.FromMilliseconds(200);
            },
            tiers);
}
