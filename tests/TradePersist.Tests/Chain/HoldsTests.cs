using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.Chain;

/// <summary>Tiers that hold other tables than at the start before.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HoldsTests : IAsyncDisposable
{
    private readonly StoreTier _a = new();
    private readonly StoreTier _b = new();

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Test]
    public async Task ATierThatIsToHoldMoreIsFedAgainFromTheFirstRecord()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, Domains.Candles, 20);
        Assert.That(_a.Rows(TradeTable.Trades.Table), Is.Empty);

        await using var tp = await OpenAsync(folder, Domains.All);
        Assert.That((await tp.Trades.GetHistoryAsync()).Count, Is.EqualTo(20));
        await Until.TrueAsync(() => tp.Tier("a") is { State: TierState.Up, LagRecords: 0 }, "the tier has caught up");
        Assert.That(Keys(_a), Is.EquivalentTo(Keys(_b)));
        Assert.That((await tp.VerifyAsync("a", "b")).IsClean, Is.True);
    }

    [Test]
    public async Task OnceTheJournalHasLetRecordsGoItNeedsAResync()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, Domains.Candles, 20, candles: 5_000);

        await using (var tp = await OpenAsync(folder, Domains.All))
        {
            await Until.TrueAsync(() => tp.Tier("a").State == TierState.NeedsResync, "the tier asks for a resync");
            Assert.That(tp.GetHealth().Journal.FirstLsn, Is.GreaterThan(1));
            Assert.That(tp.Tier("a").LastError, Does.Contain("trades").And.Contain("trade_stats").And.Not.Contain("candles"));
            Assert.That((await tp.Trades.GetHistoryAsync()) is { Count: 20, Tier: "b" }, Is.True);
        }

        await using (var again = await OpenAsync(folder, Domains.All))
        {
            await Until.TrueAsync(() => again.Tier("a").State == TierState.NeedsResync, "it still does");
            await again.ResyncAsync("a", "b");
            Assert.That(Keys(_a), Is.EquivalentTo(Keys(_b)));
        }

        await using var healed = await OpenAsync(folder, Domains.All);
        Assert.That(healed.Tier("a").State, Is.EqualTo(TierState.Up), "what was rebuilt counts for all of it");
    }

    [Test]
    public async Task WhatAHolderOfLessHasMissedIsNotForgotten([Values] bool isAwayAtFirst)
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, Domains.All, 5);
        await WriteAsync(folder, Domains.Candles, 5);
        if (isAwayAtFirst)
        {
            _a.BeforeApply = (_, _) => throw new TierFaultException(FailureKind.Transient, "away");
            await using var tp = await OpenAsync(folder, Domains.All);
            await Until.TrueAsync(() => tp.Tier("a").State == TierState.Down, "the tier is down");
            _a.BeforeApply = (_, _) => Task.CompletedTask;
        }

        await using var again = await OpenAsync(folder, Domains.All);
        await Until.TrueAsync(() => again.Tier("a") is { State: TierState.Up, LagRecords: 0 }, "the tier has caught up");
        Assert.That(Keys(_a), Has.Count.EqualTo(10).And.EquivalentTo(Keys(_b)));
    }

    [Test]
    public async Task ATierThatHoldsTheSameGoesOnWhereItWas()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, Domains.Candles, 5);
        var applied = _a.Applied;
        await using var tp = await OpenAsync(folder, Domains.Candles);
        Assert.That((tp.Tier("a").State, tp.Tier("a").LagRecords, _a.Applied), Is.EqualTo((TierState.Up, 0, applied)));
    }

    [Test]
    public async Task AStoreOfBeforeIsTakenToHoldWhatItIsToldToHold()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, Domains.All, 5);
        File.Delete(Path.Combine(folder["journal"], "tier-a.json"));
        var applied = _a.Applied;
        await using var tp = await OpenAsync(folder, Domains.All);
        Assert.That((tp.Tier("a").State, tp.Tier("a").LagRecords, _a.Applied), Is.EqualTo((TierState.Up, 0, applied)));
    }

    private static IReadOnlyList<string> Keys(StoreTier tier) => [.. tier.Rows(TradeTable.Trades.Table).Select(row => row.ToString())];

    private async Task WriteAsync(TempFolder folder, Domains holds, int trades, int candles = 0)
    {
        await using var tp = await OpenAsync(folder, holds);
        for (var i = 0; i < trades; i++)
        {
            await tp.Trades.AddAsync(Deal.Closed(i));
        }

        await Task.WhenAll(Enumerable.Range(0, candles).Select(i => tp.Candles.SaveAsync(Bars.One(i))));
        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
    }

    /// <summary>The tier <c>a</c>, which is read first, holds what it is told to; the tier <c>b</c> all.</summary>
    private Task<TradePersistence> OpenAsync(TempFolder folder, Domains holds) => ChainBench.OpenAsync(
        builder => builder
            .UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10)
            .AddTier("a", _a, _ => [], (store, _) => store, options =>
            {
                options.Holds = holds;
                options.RetryDelay = TimeSpan.FromMilliseconds(1);
                options.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
            }),
        ("b", _b, TierRole.Required));
}
