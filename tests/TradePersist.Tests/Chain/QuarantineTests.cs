using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class QuarantineTests
{
    [Test]
    public async Task TiersWhoseNamesBeginAlikeKeepTheirQuarantinesApart()
    {
        using var folder = new TempFolder();
        var a = new StoreTier { BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1) };
        var b = new StoreTier { BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() <= 2) };
        (string, ITier, TierRole)[] tiers = [("db", a, TierRole.Required), ("db-2", b, TierRole.Required)];
        await using (var first = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), tiers))
        {
            await first.Candles.SaveAsync(Bars.One(1, close: 1));
            await first.Candles.SaveAsync(Bars.One(2, close: 2));
            await first.DrainAsync(TimeSpan.FromSeconds(30));
        }

        await using var second = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), tiers);
        Assert.That(second.GetQuarantine("db").Select(record => record.Lsn), Is.EqualTo(new[] { 1 }));
        Assert.That(second.GetQuarantine("db-2").Select(record => record.Lsn), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task AnUnfinishedFileOfACrashIsNoObstacle()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["journal"]);
        await File.WriteAllTextAsync(Path.Combine(folder["journal"], "quarantine-a-00000000000000000001.json.tmp"), "{ \"Lsn\"");
        var tier = new StoreTier { BeforeApply = FailureTests.Refuse(_ => true) };
        await using var tp = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => tp.Tier("a").Position == 1, "the tier goes on", seconds: 10);
        Assert.That(tp.GetQuarantine("a"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ACrashBetweenTheFileAndThePositionKeepsTheReason()
    {
        using var folder = new TempFolder();
        var isCrashing = true;
        var refuse = FailureTests.Refuse(_ => true);
        var tier = new StoreTier
        {
            BeforeApply = (batch, token) => isCrashing && batch.Position > 0 && batch.Tables.Count == 0
                ? throw new TierFaultException(FailureKind.Transient)
                : refuse(batch, token),
        };
        await using (var first = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]).Options.DrainTimeout = TimeSpan.Zero, ("a", tier, TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.One(0));
            await Until.TrueAsync(() => first.GetQuarantine("a").Count == 1, "the record is in quarantine");
            Assert.That(tier.Positions.Values.Single(), Is.Zero);
        }

        isCrashing = false;
        await using var second = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", tier, TierRole.Required));
        await Until.TrueAsync(() => second.Tier("a").Position == 1, "the tier goes on");
        Assert.That(second.GetQuarantine("a").Single().Reason, Is.EqualTo("refused"));
    }

    [Test]
    public void ADeleteQueuesBehindEveryQuarantinedVersionOfARow()
    {
        var index = new QuarantineIndex();
        index.Add(Change.Upsert(Rows(close: 1)));
        index.Add(Change.Upsert(Rows(close: 2)));
        Assert.That(index.Touches(Delete(close: 1)), Is.True);
        Assert.That(index.Touches(Delete(close: 2)), Is.True);
        Assert.That(index.Touches(Delete(close: 3)), Is.False);
    }

    [Test]
    public async Task WhatStandsBeforeAndAfterAQueuedRecordInOneBatchIsApplied()
    {
        var stand = new TaskCompletionSource();
        var refuse = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1);
        var tier = new StoreTier
        {
            BeforeApply = async (batch, token) =>
            {
                await (batch.Position == 2 ? stand.Task : Task.CompletedTask);
                await refuse(batch, token);
            },
        };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0, close: 1));
        await Until.TrueAsync(() => tp.Tier("a").Position == 1, "the first is in quarantine");
        foreach (var (minute, close) in new[] { (1, 2), (2, 3), (0, 4), (3, 5) })
        {
            await tp.Candles.SaveAsync(Bars.One(minute, close));
        }

        stand.SetResult();
        await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the tier has caught up");
        Assert.That(tier.Rows(CandleTable.Table).Select(row => row[CandleTable.Close].AsDouble()).Order(), Is.EqualTo(new[] { 2.0, 3.0, 5.0 }));
        Assert.That(tp.GetQuarantine("a").Select(record => record.Lsn), Is.EqualTo(new[] { 1, 4 }));
    }

    [Test]
    public async Task ATierThatIsNotUpIsNotOfferedItsQuarantine()
    {
        var isAway = false;
        var tier = new StoreTier
        {
            BeforeApply = (batch, token) => isAway
                ? throw new TierFaultException(FailureKind.Transient, "away")
                : FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1)(batch, token),
        };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0, close: 1));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        isAway = true;
        await tp.Candles.SaveAsync(Bars.One(1));
        await Until.TrueAsync(() => tp.Tier("a").State == TierState.Down, "the tier is down");
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.RetryQuarantineAsync("a").WaitAsync(TimeSpan.FromSeconds(10)));
        isAway = false;
    }

    [Test]
    public async Task ATierThatWasNeverReachedIsNotOfferedItsQuarantine()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier { BeforeApply = FailureTests.Refuse(_ => true) };
        await using (var first = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", tier, TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.One(0));
            await first.DrainAsync(TimeSpan.FromSeconds(30));
        }

        tier.OnOpen = () => new TierFaultException(FailureKind.Transient, "away");
        await using var second = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", tier, TierRole.Required));
        await Assert.ThrowsAsync<TierUnavailableException>(() => second.RetryQuarantineAsync("a"));
    }

    [Test]
    public async Task AStopEndsARetryThatIsUnderWay()
    {
        var isHanging = false;
        var begun = new TaskCompletionSource();
        var tier = new StoreTier
        {
            BeforeApply = (batch, token) =>
            {
                if (isHanging)
                {
                    begun.TrySetResult();
                    return Task.Delay(Timeout.Infinite, token);
                }

                return FailureTests.Refuse(_ => true)(batch, token);
            },
        };
        var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        isHanging = true;
        var retry = tp.RetryQuarantineAsync("a");
        var waiting = tp.RetryQuarantineAsync("a");
        await begun.Task;
        await tp.DisposeAsync();
        await Assert.ThrowsAsync<TierUnavailableException>(() => retry.WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<TierUnavailableException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task ADroppedRecordIsNotAppliedByARetryThatIsUnderWay()
    {
        var tier = new StoreTier { BeforeApply = FailureTests.Refuse(_ => true) };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        for (var minute = 1; minute <= 3; minute++)
        {
            await tp.Candles.SaveAsync(Bars.One(minute, close: minute));
        }

        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        tier.BeforeApply = (_, _) =>
        {
            begun.TrySetResult();
            return goOn.Task;
        };
        var retry = tp.RetryQuarantineAsync("a");
        await begun.Task;
        Assert.That(tp.DropQuarantined("a", 1), Is.False, "the tier may be taking it just now");
        Assert.That(tp.DropQuarantined("a", 3), Is.True);
        goOn.SetResult();
        Assert.That(await retry, Is.EqualTo(2));
        Assert.That(tier.Rows(CandleTable.Table).Select(row => row[CandleTable.Close].AsDouble()), Is.EqualTo(new[] { 1.0, 2.0 }));
        Assert.That(tp.GetQuarantine("a"), Is.Empty);
    }

    [Test]
    public async Task RetriesAndNewBatchesBesideEachOtherLeaveTheNewestRows()
    {
        var random = Seed.Random();
        var isBroken = true;
        var tier = new StoreTier { BeforeApply = FailureTests.Refuse(row => isBroken && row[CandleTable.Close].AsDouble() % 7 == 0) };
        await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
        var last = new Dictionary<int, double>();
        for (var i = 1; i <= 2_000; i++)
        {
            var minute = random.Next(20);
            last[minute] = i;
            await tp.Candles.SaveAsync(Bars.One(minute, close: i));
            isBroken = i < 1_000;
            if (i % 100 == 0)
            {
                await tp.RetryQuarantineAsync("a");
            }
        }

        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        await tp.RetryQuarantineAsync("a");
        Assert.That(tp.GetQuarantine("a"), Is.Empty);
        Assert.That(
            tier.Rows(CandleTable.Table).ToDictionary(row => (int)(CandleTable.Read(row).Timestamp - Bars.Start).TotalMinutes, row => row[CandleTable.Close].AsDouble()),
            Is.EquivalentTo(last));
    }

    private static RowSet Rows(double close)
    {
        var writer = new RowWriter(CandleTable.Table);
        CandleTable.Write(writer, Bars.One(0, close));
        return writer.Finish();
    }

    private static Change Delete(double close) =>
        new(new DeleteOperation(CandleTable.Table, new Filter(new Condition(CandleTable.Close, Comparison.Equal, Value.Of(close)))));
}
