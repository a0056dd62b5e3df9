using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class TradeCorrectionTests : TradeTestBase
{
    [Test]
    public async Task KeepsTheEarlierVersionInOneChange()
    {
        var first = (await Trades.AddAsync(Deal.Closed(20m))).Trade;
        Time.Advance(TimeSpan.FromMinutes(1));
        var second = (await Trades.CorrectAsync(first with { ExitPrice = 105m }, "venue revised the fill")).Trade;
        Time.Advance(TimeSpan.FromMinutes(1));
        var third = (await Trades.CorrectAsync(second with { Fees = 1m }, "fees came late")).Trade;

        Assert.That(second, Is.EqualTo(first with { ExitPrice = 105m, PnlUsd = 10m, PnlPercent = 5m, Revision = 2, UpdatedAt = Deal.Start.AddMinutes(1) }));
        Assert.That((third.PnlUsd, third.Revision), Is.EqualTo(((decimal?)9m, 3)));
        Assert.That(await Trades.GetAsync(first.Id), Is.EqualTo(third));
        Assert.That(await Trades.GetRevisionsAsync(first.Id), Is.EqualTo(new[]
        {
            new TradeRevision(first, Deal.Start.AddMinutes(1), "venue revised the fill"),
            new TradeRevision(second, Deal.Start.AddMinutes(2), "fees came late"),
        }));
        Assert.That(Rows.Changes, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task KeepsPnlThatIsNotTheFormula()
    {
        var first = (await Trades.AddAsync(Deal.Closed(20m) with { PnlUsd = 19m })).Trade;
        var second = (await Trades.CorrectAsync(first with { ExitPrice = 105m }, "typo")).Trade;
        Assert.That((second.PnlUsd, second.PnlPercent), Is.EqualTo((19m, 5m)));
        var third = (await Trades.CorrectAsync(second with { PnlUsd = null }, "compute it")).Trade;
        Assert.That(third.PnlUsd, Is.EqualTo(10m));
        var fourth = (await Trades.CorrectAsync(third with { ExitPrice = 106m, PnlUsd = 11.5m }, "as the venue says")).Trade;
        Assert.That((fourth.PnlUsd, fourth.PnlPercent), Is.EqualTo((11.5m, 6m)));
    }

    [Test]
    public async Task SameContentIsNoCorrection()
    {
        var first = (await Trades.AddAsync(Deal.Closed(20m))).Trade;
        Assert.That((await Trades.CorrectAsync(first, "nothing")).IsNoOp, Is.True);
        Assert.That(await Trades.GetRevisionsAsync(first.Id), Is.Empty);
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.CorrectAsync(first with { ExitPrice = 1m }, " "));
        Assert.That(await Trades.GetAsync(first.Id), Is.EqualTo(first));
    }

    [Test]
    public async Task ACancelledTradeThatWasFilledAfterAllIsCounted()
    {
        var opened = await Trades.OpenAsync(Deal.Entered());
        var cancelled = (await Trades.CancelAsync(opened.Id, "timeout")).Trade;
        var closed = Deal.Closed(20m) with { Id = cancelled.Id };
        await Trades.CorrectAsync(closed, "the venue had filled it");
        Assert.That((await Trades.GetStatisticsAsync()).TotalPnl, Is.EqualTo(20m));
        await Trades.CorrectAsync(closed with { Status = TradeStatus.Error }, "it had not");
        var statistics = await Trades.GetStatisticsAsync();
        Assert.That((statistics.TotalTrades, statistics.TotalPnl, statistics.BestTrade, statistics.BySymbol.Count), Is.EqualTo((0L, 0m, (Trade?)null, 0)));
        await Assert.ThrowsAsync<TradeStateException>(() => Trades.CorrectAsync(closed with { Status = TradeStatus.Open }, "reopen"));
    }

    [Test]
    public async Task ABestTradeThatWasCorrectedIsNoLongerTheBest()
    {
        var first = (await Trades.AddAsync(Deal.Closed(500m))).Trade;
        var second = (await Trades.AddAsync(Deal.Closed(80m, Deal.Start.AddHours(1)))).Trade;
        var other = (await Trades.AddAsync(Deal.Closed(90m, Deal.Start.AddHours(-2), "ETHUSDT"))).Trade;

        // Another run corrects it: the shard that named it best is not this run's to write.
        await NewTracker().CorrectAsync(first with { ExitPrice = 110m }, "typo");
        Assert.That((await Trades.GetStatisticsAsync()).BestTrade?.Id, Is.EqualTo(other.Id));
        await NewTracker().CorrectAsync(other with { ExitPrice = 60m }, "typo");
        var statistics = await Trades.GetStatisticsAsync();
        Assert.That((statistics.BestTrade, statistics.WorstTrade?.Id), Is.EqualTo((second, other.Id)));
        Assert.That((statistics.TotalTrades, statistics.TotalPnl), Is.EqualTo((3L, 20m + 80m - 80m)));
    }

    [Test]
    public async Task FollowsToAnotherDayAndSymbol()
    {
        var first = (await Trades.AddAsync(Deal.Closed(20m))).Trade;
        await NewTracker().CorrectAsync(first with { Symbol = "ETHUSDT", ExitTime = Deal.Start.AddDays(-10), EntryTime = Deal.Start.AddDays(-11) }, "wrong row");
        var all = await Trades.GetStatisticsAsync();
        Assert.That(all.BySymbol.Keys, Is.EqualTo(new[] { "ETHUSDT" }));
        Assert.That((all.TotalTrades, (await Trades.GetStatisticsAsync(7)).TotalTrades), Is.EqualTo((1L, 0L)));
    }
}
