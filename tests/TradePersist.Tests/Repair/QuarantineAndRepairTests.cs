using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tests.Chain;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>What a resync does about records and rows that a tier refuses.</summary>
public class QuarantineAndRepairTests
{
    private static readonly Table Candles = RepairBench.Candles;

    [Test]
    public async Task WhatTheTiersQuarantineTouchesIsLeftToItSoThatARetryPutsNoOldRowOverANewOne()
    {
        var a = new LooseTier();
        var b = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, b);
        await tp.WriteAsync(10);
        b.BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1);
        await tp.Candles.SaveAsync(Bars.One(3, close: 1));
        await tp.DrainedAsync();
        await tp.Candles.SaveAsync(Bars.One(3, close: 2));
        await tp.DrainedAsync();
        Assert.That(tp.GetQuarantine("b"), Has.Count.EqualTo(2), "the second queues behind the first");
        b.Edit(Candles, rows => rows.RemoveAt(5));
        b.BeforeApply = (_, _) => Task.CompletedTask;

        var report = (await tp.ResyncAsync("b", "a")).OfCandles();
        Assert.That((report.Repaired, report.Unrepaired), Is.EqualTo((1, 1)));
        Assert.That(report.UnrepairedRows.Single().Key, Is.EqualTo(RepairBench.KeyOf(Bars.One(3))));
        Assert.That(report.UnrepairedRows.Single().Reason, Does.Contain("quarantine of b"));
        Assert.That(Close(b, 3), Is.EqualTo(103.0), "it is as it was");

        Assert.That(await tp.RetryQuarantineAsync("b"), Is.EqualTo(2));
        Assert.That(Close(b, 3), Is.EqualTo(2.0));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public async Task WhatWasDroppedFromTheQuarantineIsRepairedByAResync()
    {
        var b = new LooseTier { BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1) };
        await using var tp = await RepairBench.OpenAsync(new LooseTier(), b);
        await tp.Candles.SaveAsync(Bars.One(3, close: 1));
        await tp.DrainedAsync();
        b.BeforeApply = (_, _) => Task.CompletedTask;
        Assert.That(tp.DropQuarantined("b", 1), Is.True);
        Assert.That((await tp.ResyncAsync("b", "a")).OfCandles().Inserted, Is.EqualTo(1));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public async Task ATierWithAQuarantineIsNoSource()
    {
        var a = new LooseTier { BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1) };
        var b = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, b);
        await tp.WriteAsync(3);
        await tp.Candles.SaveAsync(Bars.One(1, close: 1));
        await tp.DrainedAsync();
        var refused = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a"));
        Assert.That(refused!.Message, Does.Contain("a: is not complete, for it has 1 records in quarantine"));
        Assert.That(Close(b, 1), Is.EqualTo(1.0), "nothing was taken back");
    }

    [Test]
    public async Task ASourceThatRefusesARecordMeanwhileTakesNoRowBack()
    {
        // The source is caught with an older row: the target has applied a change that the source has just refused.
        var a = new LooseTier();
        var b = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, b);
        await tp.WriteAsync(3);
        b.Edit(Candles, rows => rows.RemoveAt(0));
        a.BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() == 1);
        var isWritten = false;
        b.BeforeQuery = async (query, _) =>
        {
            if (query.Table == Candles && !isWritten)
            {
                isWritten = true;
                await tp.Candles.SaveAsync(Bars.One(1, close: 1), CancellationToken.None);
                await tp.DrainedAsync();
            }
        };
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a"));
        Assert.That((Close(a, 1), Close(b, 1)), Is.EqualTo((101.0, 1.0)));
    }

    [Test]
    public async Task RowsThatTheTierRefusesAreCountedAndTheOthersRepaired()
    {
        var a = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, new LooseTier());
        await tp.WriteAsync(1_200);
        a.Edit(Candles, rows => rows.RemoveRange(100, 1_000));
        a.BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() is 300 or 901);
        var report = (await tp.ResyncAsync("a", "b")).OfCandles();
        Assert.That((report.Inserted, report.Unrepaired), Is.EqualTo((998, 2)));
        Assert.That(report.UnrepairedRows.Select(row => row.Key), Is.EqualTo(new[] { 200, 801 }.Select(minute => RepairBench.KeyOf(Bars.One(minute)))));
        Assert.That(report.UnrepairedRows.Select(row => row.Reason), Is.All.EqualTo("refused"));
        Assert.That((await tp.VerifyAsync("a", "b")).OfCandles().Missing, Is.EqualTo(2));
    }

    [Test]
    public async Task WhatTheSourceHasTwiceIsLeftAlone()
    {
        var b = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(new LooseTier(), b);
        await tp.WriteAsync(10);
        b.Edit(Candles, rows => rows.Add(RepairBench.RowOf(Bars.One(4, close: 9))));
        var report = (await tp.ResyncAsync("a", "b")).OfCandles();
        Assert.That((report.Repaired, report.Unrepaired), Is.EqualTo((0, 1)));
        Assert.That(report.UnrepairedRows.Single(), Is.EqualTo(new UnrepairedRow(RepairBench.KeyOf(Bars.One(4)), "b has 2 rows of it")));
    }

    [Test]
    public async Task ARebuildDropsTheQuarantineAndPutsRefusedRowsInItsPlace()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier { BeforeApply = FailureTests.Refuse(row => row[CandleTable.Close].AsDouble() is 1 or 2) };
        await using (var first = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror)))
        {
            await first.WriteAsync(10);
            await first.Candles.SaveAsync(Bars.One(3, close: 1));
            await first.Candles.SaveAsync(Bars.One(4, close: 2));
            await first.DrainedAsync();
            Assert.That(first.GetQuarantine("b"), Has.Count.EqualTo(2));
        }

        // The tier is away for long, and the source goes on: 3 gets a new row, 4 keeps the one that is refused.
        await using (var second = await OpenAsync(folder, ("a", a, TierRole.Required)))
        {
            await second.Candles.SaveAsync(Bars.One(3, close: 30));
            await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => second.Candles.SaveAsync(Bars.One(i, symbol: "SOL"))));
            await second.DrainedAsync();
        }

        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        var report = await tp.ResyncAsync("b", "a");
        Assert.That((report.QuarantineDropped, report.Unrepaired), Is.EqualTo((2, 1)));
        Assert.That(tp.GetQuarantine("b").Single().Reason, Is.EqualTo("Refused when the tier was rebuilt: refused"));
        Assert.That(Close(b, 3), Is.EqualTo(30.0));

        await tp.Candles.SaveAsync(Bars.One(4, close: 40));
        await tp.DrainedAsync();
        Assert.That(tp.GetQuarantine("b"), Has.Count.EqualTo(2), "what comes later queues behind it");
        b.BeforeApply = (_, _) => Task.CompletedTask;
        Assert.That(await tp.RetryQuarantineAsync("b"), Is.EqualTo(2));
        Assert.That(Close(b, 4), Is.EqualTo(40.0));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public async Task ATierThatRefusesEverythingIsNotRebuilt()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await using (var first = await OpenAsync(folder, ("a", a, TierRole.Required)))
        {
            await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => first.Candles.SaveAsync(Bars.One(i))));
            await first.DrainedAsync();
        }

        var b = new StoreTier { BeforeApply = FailureTests.Refuse(_ => true) };
        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        var refused = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a"));
        Assert.That(refused!.Message, Does.Contain("b: refuses more than 1000 rows"));
        Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
    }

    [Test]
    public async Task ARebuildTakesOneOfTheRowsThatTheSourceHasTwiceAndRemembersADeleteThatIsRefused()
    {
        using var folder = new TempFolder();
        var a = new LooseTier();
        await using (var first = await OpenAsync(folder, ("a", a, TierRole.Required)))
        {
            await Task.WhenAll(Enumerable.Range(0, 2_500).Select(i => first.Candles.SaveAsync(Bars.One(i))));
            await first.DrainedAsync();
        }

        a.Edit(Candles, rows => rows.Add(RepairBench.RowOf(Bars.One(4))));
        var b = new LooseTier { BeforeApply = (batch, _) => batch.Tables.Any(table => table.Deletes.Count > 0) ? throw new TierFaultException(FailureKind.Permanent, "no deletes") : Task.CompletedTask };
        b.Edit(Candles, rows => rows.Add(RepairBench.RowOf(Bars.One(1, symbol: "OLD"))));
        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        var report = (await tp.ResyncAsync("b", "a")).OfCandles();
        Assert.That(report.UnrepairedRows.Select(row => row.Reason), Is.EquivalentTo(new[] { "a has 2 rows of it; one was taken", "no deletes" }));
        Assert.That((report.Inserted, report.Deleted, Close(b, 4)), Is.EqualTo((2_499, 0, 100.0)));

        b.BeforeApply = (_, _) => Task.CompletedTask;
        Assert.That(await tp.RetryQuarantineAsync("b"), Is.EqualTo(1));
        Assert.That((await tp.VerifyAsync("b", "a")).Differences, Is.EqualTo(1), "what the source has twice");
    }

    private static double Close(LooseTier tier, int minute) => Close(tier.Rows(Candles), minute);

    private static double Close(StoreTier tier, int minute) => Close(tier.Rows(Candles), minute);

    private static double Close(IReadOnlyList<Row> rows, int minute) =>
        RepairBench.Read(rows).Single(candle => candle.Symbol == "BTC" && candle.Timestamp == Bars.Start.AddMinutes(minute)).Close;

    private static Task<TradePersistence> OpenAsync(TempFolder folder, params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10), tiers);
}
