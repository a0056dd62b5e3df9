using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tests.Chain;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>What holds while both tiers stand still, and that they always go on.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StandstillTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _stand = new();
    private readonly TaskCompletionSource _isStanding = new();
    private readonly LooseTier _a = new();
    private readonly LooseTier _b = new();

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Test]
    public async Task TheBotGoesOnWhileBothStandAndTheyCatchUpAfterwards()
    {
        await using var tp = await DamagedAsync();
        HangAtLookup(_b, heedsItsToken: true);
        var verify = tp.VerifyAsync("a", "b");
        await _isStanding.Task.WaitAsync(Deadline);
        for (var i = 0; i < 100; i++)
        {
            await tp.Candles.SaveAsync(Bars.One(1_000 + i)).WaitAsync(Deadline);
        }

        Assert.That((tp.Tier("a").Position, tp.Tier("b").Position, tp.Tier("a").LagRecords), Is.EqualTo((1, 1, 100)), "both stand");
        var read = await tp.Candles.LoadAsync("BTC", "1m", 1, new ReadOptions { Timeout = TimeSpan.FromMilliseconds(20) });
        Assert.That((read.Tier, read.Single().Close), Is.EqualTo(("memory", 100.0)), "and reads pass them by");
        _stand.SetResult();
        Assert.That((await verify.WaitAsync(Deadline)).OfCandles().Missing, Is.EqualTo(1));
        await tp.DrainedAsync();
    }

    [Test]
    public async Task TheOneThatIsBehindComesExactlyToTheOtherAndNoFurther()
    {
        await using var tp = await DamagedAsync();
        var (second, thirdOfB) = (new TaskCompletionSource(), new TaskCompletionSource());
        var positionsOfB = new List<long>();
        var isInSecond = new TaskCompletionSource();
        _a.BeforeApply = (_, _) =>
        {
            isInSecond.TrySetResult();
            return second.Task;
        };
        var isInThird = new TaskCompletionSource();
        _b.BeforeApply = (batch, _) =>
        {
            if (batch.Position == 2)
            {
                return Task.CompletedTask;
            }

            isInThird.TrySetResult();
            return thirdOfB.Task;
        };
        _b.AfterCommit = batch => positionsOfB.Add(batch.Position);
        HangAtLookup(_a, heedsItsToken: true);
        await tp.Candles.SaveAsync(Bars.One(100));
        await Until.TrueAsync(() => tp.Tier("b").Position == 2, "B has the second; A is in the middle of it");
        await isInSecond.Task.WaitAsync(Deadline);
        var verify = tp.VerifyAsync("a", "b", new VerifyOptions { Patience = TimeSpan.FromHours(1) });

        // A comes to stand somewhere, while B is in the middle of the third; and then there is more than B may apply.
        await tp.Candles.SaveAsync(Bars.One(101));
        await isInThird.Task.WaitAsync(Deadline);
        second.SetResult();
        var isMoving = true;
        for (var i = 0; isMoving && i < 1_000; i++)
        {
            var receipt = await tp.Candles.SaveAsync(Bars.One(102 + i));
            isMoving = await MovesToAsync(tp, receipt.Lsn);
        }

        // B comes to 3 in any case; when A stands before that, A is the one that is behind.
        var stand = Math.Max(tp.Tier("a").Position, 3);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => tp.Candles.SaveAsync(Bars.One(500 + i))));
        thirdOfB.SetResult();
        await _isStanding.Task.WaitAsync(Deadline);
        Assert.That((tp.Tier("a").Position, tp.Tier("b").Position, positionsOfB[^1]), Is.EqualTo((stand, stand, stand)));
        Assert.That(tp.Tier("b").LagRecords, Is.GreaterThanOrEqualTo(8));
        _stand.SetResult();
        Assert.That((await verify.WaitAsync(Deadline)).Differences, Is.EqualTo(1));
        await tp.DrainedAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ATierThatHangsInAReadIsNamedAndBothGoOn(bool heedsItsToken)
    {
        await using var tp = await DamagedAsync();
        HangAtLookup(_b, heedsItsToken);
        var hung = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.VerifyAsync("a", "b", RepairBench.Impatient).WaitAsync(Deadline));
        Assert.That(hung!.Reasons.Single().Key, Is.EqualTo("b"));
        await tp.WriteAsync(20, "ETH");
        _stand.SetResult();
        Assert.That((await tp.VerifyAsync("a", "b")).Differences, Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ATierThatHangsInAWriteIsNamedAndTheOtherGoesOn(bool heedsItsToken)
    {
        await using var tp = await DamagedAsync();
        _b.BeforeApply = (_, token) => _stand.Task.WaitAsync(heedsItsToken ? token : CancellationToken.None);
        await tp.Candles.SaveAsync(Bars.One(500));
        var hung = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.VerifyAsync("a", "b", RepairBench.Impatient).WaitAsync(Deadline));
        Assert.That(hung!.Reasons.Single().Key, Is.EqualTo("b"));
        await tp.Candles.SaveAsync(Bars.One(501));
        await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the other goes on");
        _stand.SetResult();
        await tp.DrainedAsync();
        Assert.That((await tp.VerifyAsync("a", "b")).Differences, Is.EqualTo(1));
    }

    [Test]
    public async Task ATierDoesNotStandForLongBecauseTheOtherHangs()
    {
        await using var tp = await DamagedAsync(Acknowledgement.RequiredTiers);
        var (second, queries) = (new TaskCompletionSource(), 0);
        var isInThird = new TaskCompletionSource();
        _a.BeforeApply = (batch, _) => batch.Position == 2 ? second.Task : Task.CompletedTask;
        _b.BeforeApply = (batch, _) =>
        {
            if (batch.Position == 2)
            {
                return Task.CompletedTask;
            }

            isInThird.TrySetResult();
            return _stand.Task;
        };
        _a.BeforeQuery = (_, _) => Count();
        _b.BeforeQuery = (_, _) => Count();
        var write = tp.Candles.SaveAsync(Bars.One(100));
        await Until.TrueAsync(() => tp.Tier("b").Position == 2, "B has the second");

        // Both are looked through; then A is waited for, which is in the middle of the second, and B begins to hang.
        var verify = tp.VerifyAsync("a", "b", new VerifyOptions { Patience = TimeSpan.FromSeconds(60) });
        await Until.TrueAsync(() => queries >= 2, "the verification is under way");
        var next = tp.Candles.SaveAsync(Bars.One(101));
        await isInThird.Task.WaitAsync(Deadline);
        second.SetResult();
        await write.WaitAsync(Deadline);
        await next.WaitAsync(Deadline);
        await tp.Candles.SaveAsync(Bars.One(102)).WaitAsync(Deadline);
        Assert.That(verify.IsCompleted, Is.False);
        _stand.SetResult();
        Assert.That((await verify.WaitAsync(Deadline)).Differences, Is.EqualTo(1));

        Task Count()
        {
            Interlocked.Increment(ref queries);
            return Task.CompletedTask;
        }
    }

    [TestCase(true, FailureKind.Transient)]
    [TestCase(false, FailureKind.Transient)]
    [TestCase(false, FailureKind.Permanent)]
    public async Task ATierThatHangsInARepairIsNamedAndNothingIsAppliedBesideIt(bool heedsItsToken, FailureKind ofUnknown)
    {
        await using var tp = await DamagedAsync();
        _a.Edit(RepairBench.Candles, rows => rows.RemoveAt(2));
        _a.OfUnknown = ofUnknown;
        var inside = 0;
        var most = 0;
        string? from = null;
        _a.BeforeApply = async (batch, token) =>
        {
            from ??= tp.Tier("a").ResyncFrom;
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await _stand.Task.WaitAsync(heedsItsToken ? token : CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Decrement(ref inside);
            token.ThrowIfCancellationRequested();
        };
        var hung = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("a", "b", RepairBench.Impatient).WaitAsync(Deadline));
        Assert.That(hung!.Reasons.Single().Key, Is.EqualTo("a"));
        await tp.Candles.SaveAsync(Bars.One(500));
        await Until.TrueAsync(() => tp.Tier("b").LagRecords == 0, "the other goes on");
        _stand.SetResult();
        await tp.DrainedAsync();
        Assert.That((most, from, tp.Tier("a").ResyncFrom), Is.EqualTo((1, "b", (string?)null)), "and health shows it");
        _ = await tp.ResyncAsync("a", "b");
        Assert.That((await tp.VerifyAsync("a", "b")).IsClean, Is.True);
    }

    [Test]
    public async Task ATierThatIsDownIsNamedAfterAWhileAndOneThatFailsInPassingIsWaitedFor()
    {
        await using var tp = await DamagedAsync();
        var failures = 0;
        _b.BeforeQuery = (_, _) => failures++ < 3 ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask;
        Assert.That((await tp.VerifyAsync("a", "b")).Differences, Is.EqualTo(1));
        Assert.That(failures, Is.GreaterThan(3));

        _b.BeforeApply = (_, _) => throw new TierFaultException(FailureKind.Transient, "away");
        await tp.Candles.SaveAsync(Bars.One(500));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.Down, "the tier is down");
        foreach (var call in new Func<Task>[] { () => tp.VerifyAsync("a", "b", RepairBench.Impatient), () => tp.ResyncAsync("a", "b", RepairBench.Impatient) })
        {
            var down = await Assert.ThrowsAsync<TierUnavailableException>(() => call().WaitAsync(Deadline));
            Assert.That(down!.Message, Does.Contain("b: ").And.Contain("away"));
        }

        var healing = tp.VerifyAsync("a", "b");
        _b.BeforeApply = (_, _) => Task.CompletedTask;
        Assert.That((await healing).Differences, Is.EqualTo(1), "it came back in time");
    }

    [Test]
    public async Task ACommitWhoseAcknowledgementWasLostIsNotTakenForADifference()
    {
        await using var tp = await DamagedAsync();
        var random = Seed.Random();
        var lost = 0;
        _b.AfterCommit = _ =>
        {
            if (random.Next(3) == 0)
            {
                lost++;
                throw new TierFaultException(FailureKind.Transient, "the acknowledgement was lost");
            }
        };
        await using var bot = new BusyBot(tp, random.Next());
        for (var round = 0; round < 20 || lost < 20; round++)
        {
            var before = bot.Writes;
            await Until.TrueAsync(() => bot.Writes > before + 5, "the bot writes");
            Assert.That((await tp.VerifyAsync("b", "a")).OfCandles().Examples.Select(example => (example.Kind, example.Key)), Is.EqualTo(new[] { (DifferenceKind.Extra, RepairBench.KeyOf(Bars.One(7, symbol: "SOL"))) }));
        }
    }

    [Test]
    public async Task ATierWhosePositionWasMovedByAnotherIsSaidToBe()
    {
        await using var tp = await DamagedAsync();
        _b.SetPosition(0);
        var moved = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.VerifyAsync("a", "b"));
        Assert.That(moved!.Message, Does.Contain("b: says that it is at 0, and its worker at 1"));
    }

    [Test]
    public async Task ACancelledVerificationLetsBothGo()
    {
        await using var tp = await DamagedAsync();
        HangAtLookup(_b, heedsItsToken: true);
        using var cancel = new CancellationTokenSource();
        var verify = tp.VerifyAsync("a", "b", cancellationToken: cancel.Token);
        await _isStanding.Task.WaitAsync(Deadline);
        await cancel.CancelAsync();
        var exception = await Assert.CatchAsync<OperationCanceledException>(() => verify.WaitAsync(Deadline, CancellationToken.None));
        Assert.That(exception!.CancellationToken, Is.EqualTo(cancel.Token));
        await tp.WriteAsync(20, "ETH");
    }

    [Test]
    public async Task AStopEndsWhatIsUnderWayAndWhatWaits()
    {
        var tp = await DamagedAsync();
        HangAtLookup(_b, heedsItsToken: false);
        var verify = tp.VerifyAsync("a", "b");
        await _isStanding.Task.WaitAsync(Deadline);
        var waiting = tp.ResyncAsync("a", "b");
        await tp.DisposeAsync().AsTask().WaitAsync(Deadline);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => verify.WaitAsync(Deadline));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Deadline));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => tp.VerifyAsync("a", "b"));
        _stand.SetResult();
    }

    [Test]
    public async Task AQuarantineIsNotRetriedBehindTheBackOfAStandstill()
    {
        await using var tp = await DamagedAsync();
        _b.BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1);
        await tp.Candles.SaveAsync(Bars.One(600, close: 1));
        await tp.DrainedAsync();
        _b.BeforeApply = (_, _) => Task.CompletedTask;
        HangAtLookup(_b, heedsItsToken: true);
        var verify = tp.VerifyAsync("a", "b");
        await _isStanding.Task.WaitAsync(Deadline);
        var retry = tp.RetryQuarantineAsync("b");
        Assert.That(retry.IsCompleted, Is.False);
        _stand.SetResult();
        Assert.That((await verify).Differences, Is.EqualTo(2), "the refused one and the damaged one");
        Assert.That(await retry, Is.EqualTo(1));
        Assert.That((await tp.VerifyAsync("a", "b")).Differences, Is.EqualTo(1));
    }

    private static async Task<bool> MovesToAsync(TradePersistence tp, long lsn)
    {
        for (var i = 0; i < 100 && tp.Tier("a").Position < lsn; i++)
        {
            await Task.Delay(10);
        }

        return tp.Tier("a").Position >= lsn;
    }

    /// <summary>The tier <c>a</c> lacks one row.</summary>
    private async Task<TradePersistence> DamagedAsync(Acknowledgement acknowledgement = Acknowledgement.Durable)
    {
        var tp = await ChainBench.OpenAsync(
            builder => builder.UseInMemoryJournal().Acknowledge(acknowledgement), ("a", _a, TierRole.Required), ("b", _b, TierRole.Mirror));
        await tp.WriteAsync(10, "SOL");
        _a.Edit(RepairBench.Candles, rows => rows.RemoveAt(7));
        return tp;
    }

    // A query for some keys only comes while both tiers stand.
    private void HangAtLookup(LooseTier tier, bool heedsItsToken) => tier.BeforeQuery = async (query, token) =>
    {
        if (query.Filter.Conditions.Any(condition => condition.Comparison == Comparison.In))
        {
            _isStanding.TrySetResult();
            await _stand.Task.WaitAsync(heedsItsToken ? token : CancellationToken.None);
        }
    };
}
