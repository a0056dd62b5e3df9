using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class FailureTests
{
    private static readonly Table Candles = CandleTable.Table;

    [Test]
    public async Task APoisonRecordAmongAThousandIsIsolatedAndTheOthersGoOn()
    {
        var tier = new StoreTier { BeforeApply = Refuse(row => row[CandleTable.Symbol].AsText() == "POISON") };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => tp.Candles.SaveAsync(Bars.One(i, symbol: i == 537 ? "POISON" : "BTC"))));
        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);

        var quarantined = tp.GetQuarantine("a");
        Assert.Multiple(() =>
        {
            Assert.That(tier.Rows(Candles), Has.Count.EqualTo(999));
            Assert.That(quarantined, Has.Count.EqualTo(1));
            Assert.That(quarantined[0].Reason, Is.EqualTo("refused"));
            Assert.That(tp.Tier("a").Quarantined, Is.EqualTo(1));
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Degraded));
        });
    }

    [Test]
    public async Task LaterChangesOfAQuarantinedKeyQueueBehindItSoThatARetryCannotOverwriteANewerRow()
    {
        var isBroken = true;
        var tier = new StoreTier { BeforeApply = Refuse(row => isBroken && row[CandleTable.Close].AsDouble() == 1) };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));

        await tp.Candles.SaveAsync(Bars.One(0, close: 1));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        await tp.Candles.SaveAsync(Bars.One(0, close: 2));
        await tp.Candles.SaveAsync(Bars.One(1, close: 3));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.That(tp.GetQuarantine("a").Select(record => record.Lsn), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await tp.RetryQuarantineAsync("a"), Is.Zero, "the first is still refused, and the second must not overtake it");

        isBroken = false;
        Assert.That(await tp.RetryQuarantineAsync("a"), Is.EqualTo(2));
        Assert.That(tier.Rows(Candles).Select(row => row[CandleTable.Close].AsDouble()).Order(), Is.EqualTo(new[] { 2.0, 3.0 }));
        Assert.That(tp.GetQuarantine("a"), Is.Empty);
    }

    [Test]
    public async Task ADroppedRecordLetsLaterChangesOfItsKeyThrough()
    {
        var tier = new StoreTier { BeforeApply = Refuse(row => row[CandleTable.Close].AsDouble() == 1) };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0, close: 1));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));

        Assert.That(tp.DropQuarantined("a", 1), Is.True);
        Assert.That(tp.DropQuarantined("a", 1), Is.False);
        await tp.Candles.SaveAsync(Bars.One(0, close: 2));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.That(tier.Rows(Candles).Single()[CandleTable.Close].AsDouble(), Is.EqualTo(2));
    }

    [Test]
    public async Task TheQuarantineSurvivesARestart()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier { BeforeApply = Refuse(row => row[CandleTable.Close].AsDouble() == 1) };
        await using (var first = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", tier, TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.One(0, close: 1));
            await first.DrainAsync(TimeSpan.FromSeconds(30));
        }

        tier.BeforeApply = (_, _) => Task.CompletedTask;
        await using var second = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", tier, TierRole.Required));
        await second.Candles.SaveAsync(Bars.One(0, close: 2));
        await second.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.That(second.GetQuarantine("a").Select(record => record.Lsn), Is.EqualTo(new[] { 1, 2 }), "the second queues behind the first, also after the restart");
        Assert.That(await second.RetryQuarantineAsync("a"), Is.EqualTo(2));
        Assert.That(tier.Rows(Candles).Single()[CandleTable.Close].AsDouble(), Is.EqualTo(2));
    }

    [Test]
    public async Task ATierThatFailsDuringAHundredThousandRecordsHealsInOrderWithEachExactlyOnce()
    {
        var random = Seed.Random();
        var lsns = new List<long>();
        var tier = new StoreTier
        {
            BeforeApply = (_, _) => random.Next(3) == 0 ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask,
            AfterCommit = batch =>
            {
                lsns.Add(batch.Position);
                if (random.Next(4) == 0)
                {
                    throw new TierFaultException(FailureKind.Transient, "the commit went through, its acknowledgement did not");
                }
            },
        };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 12_500; i++)
            {
                await tp.Candles.SaveAsync(Bars.One(i, close: 100 + i, symbol: $"S{writer}"));
            }
        }));
        tier.BeforeApply = (_, _) => Task.CompletedTask;
        await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the tier has caught up");

        Assert.Multiple(() =>
        {
            Assert.That(tier.Rows(Candles), Has.Count.EqualTo(100_000));
            Assert.That(lsns, Is.Ordered.Ascending.And.Unique, "no stretch was applied twice or out of order");
            Assert.That(tier.Positions.Values.Single(), Is.EqualTo(100_000));
            Assert.That(tp.Tier("a").Retries, Is.GreaterThan(0));
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Healthy));
        });
    }

    [Test]
    public async Task AnOutageOfMoreTriesThanADoubleCanDoubleStillHeals()
    {
        // 2 to the power of 1,024 is where a naive exponential back-off breaks.
        var tries = 0;
        var tier = new StoreTier
        {
            BeforeApply = (batch, _) => batch.Position > 0 && tries++ < 1_100 ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask,
        };
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseInMemoryJournal()
            .AddTier("a", tier, _ => [], (store, _) => store, options => options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromMilliseconds(1)));
        await tp.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => tier.Rows(Candles).Count == 1, "the tier has healed");
        Assert.That(tp.Tier("a").Retries, Is.EqualTo(1_100));
    }

    [Test]
    public async Task NoAppendWaitsForATierThatHangs()
    {
        var released = new TaskCompletionSource();
        var tier = new StoreTier { BeforeApply = (_, _) => released.Task };
        await using var tp = await ChainBench.OpenAsync(builder => builder.UseInMemoryJournal().Options.StartTimeout = TimeSpan.FromMilliseconds(50), ("a", tier, TierRole.Required));

        for (var i = 0; i < 1000; i++)
        {
            await tp.Candles.SaveAsync(Bars.One(i)).WaitAsync(TimeSpan.FromSeconds(10));
        }

        Assert.That(tier.Applied, Is.Zero);
        released.SetResult();
        await Until.TrueAsync(() => tier.Rows(Candles).Count == 1000, "the tier has caught up");
    }

    [Test]
    public async Task ATierThatHangsWhateverItsTokenSaysIsSeenToBeDownAndHeals()
    {
        var stand = new TaskCompletionSource();
        var tier = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? stand.Task : Task.CompletedTask };
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseInMemoryJournal()
            .AddTier("a", tier, _ => [], (store, _) => store, options => options.WriteTimeout = TimeSpan.FromMilliseconds(100)));
        await tp.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => tp.Tier("a").State == TierState.Down, "the tier is down", seconds: 10);
        Assert.That(tp.Tier("a").LastError, Does.Contain("No answer"));
        stand.SetResult();
        await Until.TrueAsync(() => tp.Tier("a") is { State: TierState.Up, LagRecords: 0 }, "the tier heals");
        Assert.That(tp.Tier("a").Retries, Is.Zero, "it was waited for, not tried twice at once");
    }

    [Test]
    public async Task AFatalFailureStopsTheTierAndSaysSoWhileWritesGoOn()
    {
        var tier = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? throw new TierFaultException(FailureKind.Fatal, "the file is damaged") : Task.CompletedTask };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => tp.Tier("a").State == TierState.Failed, "the tier has stopped");
        await tp.Candles.SaveAsync(Bars.One(1));
        Assert.Multiple(() =>
        {
            Assert.That(tp.Tier("a").LastError, Is.EqualTo("the file is damaged"));
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Unhealthy));
        });
    }

    [Test]
    public async Task ARequiredTierThatCanNeverBeUsedEndsTheStart()
    {
        var tier = new StoreTier { OnOpen = () => new SchemaMismatchException(["candles.open: is TEXT, must be REAL"]) };
        var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => ChainBench.OpenAsync(("a", tier, TierRole.Required)));
        Assert.That(exception!.Problems, Is.EqualTo(new[] { "candles.open: is TEXT, must be REAL" }));
    }

    [Test]
    public async Task AMirrorThatCanNeverBeUsedDoesNotKeepTheBotFromStarting()
    {
        var mirror = new StoreTier { OnOpen = () => new SchemaMismatchException(["candles.open: is TEXT, must be REAL"]) };
        await using var tp = await ChainBench.OpenAsync(("a", new StoreTier(), TierRole.Required), ("b", mirror, TierRole.Mirror));
        Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.Failed));
        Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Degraded));
    }

    [Test]
    public async Task ATierThatIsAwayAtTheStartIsFedWhenItComes()
    {
        var isAway = true;
        var tier = new StoreTier { OnOpen = () => isAway ? new TierFaultException(FailureKind.Transient, "away") : null };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        Assert.That(tp.Tier("a").State, Is.EqualTo(TierState.Down));
        isAway = false;
        await Until.TrueAsync(() => tier.Rows(Candles).Count == 1, "the tier is fed");
        Assert.That(tp.Tier("a").State, Is.EqualTo(TierState.Up));
    }

    [Test]
    public async Task ARejectionReachesTheCallerWhoWaitsForTheRequiredTiers()
    {
        var tier = new StoreTier { BeforeApply = Refuse(row => row[CandleTable.Symbol].AsText() == "POISON") };
        await using var tp = await ChainBench.OpenAsync(
            builder => builder.UseInMemoryJournal().Acknowledge(Acknowledgement.RequiredTiers),
            ("a", tier, TierRole.Required),
            ("b", new StoreTier(), TierRole.Required));

        var good = await tp.Candles.SaveAsync(Bars.One(0));
        Assert.That(good.Tiers, Is.EqualTo(new Dictionary<string, TierOutcome> { ["a"] = TierOutcome.Committed, ["b"] = TierOutcome.Committed }));
        Assert.That(tier.Rows(Candles), Has.Count.EqualTo(1), "the receipt came after the commit");

        var exception = await Assert.ThrowsAsync<RecordRejectedException>(() => tp.Candles.SaveAsync(Bars.One(1, symbol: "POISON")));
        Assert.Multiple(() =>
        {
            Assert.That(exception!.Receipt.Tiers["a"], Is.EqualTo(TierOutcome.Quarantined));
            Assert.That(exception.Receipt.Tiers["b"], Is.EqualTo(TierOutcome.Committed));
            Assert.That(exception.Reasons["a"], Is.EqualTo("refused"));
        });
    }

    [Test]
    public async Task TheReceiptNamesOnlyTheRequiredTiersThatHoldTheRecord()
    {
        var stand = new TaskCompletionSource();
        var trades = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? stand.Task : Task.CompletedTask };
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseInMemoryJournal()
            .Acknowledge(Acknowledgement.RequiredTiers)
            .AddTier("trades", trades, _ => [], (tier, _) => tier, options => options.Holds = Domains.Trades)
            .AddTier("candles", new StoreTier(), _ => [], (tier, _) => tier, options => options.Holds = Domains.Candles));
        var receipt = await tp.Candles.SaveAsync(Bars.One(0)).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(receipt.Tiers.Keys, Is.EqualTo(new[] { "candles" }));
        stand.SetResult();
    }

    [Test]
    public async Task AnEndlessConflictOfPositionsIsTriedEverMoreSlowlyAndSeenInHealth()
    {
        var tries = 0;
        var tier = new StoreTier
        {
            BeforeApply = (batch, _) =>
            {
                if (batch.Position > 0)
                {
                    Interlocked.Increment(ref tries);
                    throw new PositionConflictException(batch.JournalId, batch.Expected);
                }

                return Task.CompletedTask;
            },
        };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        var started = TimeProvider.System.GetTimestamp();
        await tp.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => Volatile.Read(ref tries) >= 30, "it is tried on");

        // The waits double from 1 ms to 20 ms, so thirty tries take half a second; a loop that spins makes them at once.
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.GreaterThan(TimeSpan.FromMilliseconds(250)), "the loop does not spin");
        Assert.That(tp.Tier("a").LastError, Does.Contain("not at position"));
        Assert.That(tp.Tier("a").Retries, Is.GreaterThan(0));
    }

    [Test]
    public async Task WhatATierThrowsWhileItIsStoppedIsHeldAgainstNobody()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier
        {
            BeforeApply = async (batch, token) =>
            {
                if (batch.Position > 0)
                {
                    await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    throw new TierFaultException(FailureKind.Permanent, "the command was closed");
                }
            },
        };
        await using (var first = await ChainBench.OpenAsync(Configure, ("a", tier, TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.One(0));
        }

        tier.BeforeApply = (_, _) => Task.CompletedTask;
        await using var second = await ChainBench.OpenAsync(Configure, ("a", tier, TierRole.Required));
        Assert.That(second.GetQuarantine("a"), Is.Empty);
        await Until.TrueAsync(() => tier.Rows(Candles).Count == 1, "the record arrives");

        void Configure(TradePersistenceBuilder builder) => builder.UseJournal(folder["journal"]).Options.DrainTimeout = TimeSpan.FromMilliseconds(100);
    }

    [Test]
    public async Task ABackgroundLoopThatFailsUnexpectedlyStartsAgain()
    {
        // The one thing a worker cannot expect: a provider that fails even to say what its failure means.
        var failures = 0;
        var tier = new StoreTier
        {
            BeforeApply = (batch, _) => batch.Position > 0 && failures++ == 0 ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask,
            Classifier = _ => throw new InvalidOperationException("a bug of the provider"),
        };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => tier.Rows(Candles).Count == 1, "the worker lives");
    }

    internal static Func<TierBatch, CancellationToken, Task> Refuse(Func<Row, bool> isPoison) => (batch, _) =>
        batch.Tables.SelectMany(table => table.Upserts).Any(isPoison) ? throw new TierFaultException(FailureKind.Permanent, "refused") : Task.CompletedTask;
}
