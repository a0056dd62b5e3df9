using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

/// <summary>Defects of the trade tracker that this one replaces; each must stay away.</summary>
public class TradeDefectsOfS2Tests : TradeTestBase
{
    [Test]
    public async Task ATradeWritesItsOwnRowsAndNotTheHistory()
    {
        for (var i = 0; i < 100; i++)
        {
            await Trades.AddAsync(Deal.Closed(i));
        }

        var last = Rows.Changes[^1].Operations.Cast<UpsertOperation>().ToList();
        Assert.That(last.Sum(operation => operation.Rows.Count), Is.EqualTo(2), "the trade and its day");
        Assert.That((Rows.Queries.Count, Rows.Finds), Is.EqualTo((0, 0)), "a new trade reads nothing, however many are stored");
    }

    [Test]
    public async Task StoresMoreThan3000TradesAndKeepsTheNewest()
    {
        for (var i = 0; i < 3100; i++)
        {
            await Trades.AddAsync(Deal.Closed(i, Deal.Start.AddSeconds(i)));
        }

        var newest = await NewTracker().GetHistoryAsync(new TradeHistoryQuery { Limit = 5000 });
        Assert.That((newest.Count, newest[0].PnlUsd, newest[^1].PnlUsd), Is.EqualTo((3100, (decimal?)3099m, (decimal?)0m)));
    }

    [Test]
    public async Task StoresClosedTradeOnceWhenAddedTwice()
    {
        var trade = Deal.Closed(5m) with { Id = Trades.NewId() };
        await Trades.AddAsync(trade);
        await NewTracker().AddAsync(trade);
        Assert.That(await Trades.GetHistoryAsync(), Has.Count.EqualTo(1));
        Assert.That((await Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(1));
    }

    [Test]
    public async Task TradesWhileNoTierAnswersAreAcknowledgedAndCounted()
    {
        Rows.IsUnavailable = true;
        for (var i = 0; i < 10; i++)
        {
            Assert.That((await Trades.AddAsync(Deal.Closed(1m))).IsNoOp, Is.False);
        }

        await Assert.ThrowsAsync<TierUnavailableException>(() => Trades.GetStatisticsAsync());
        await Assert.ThrowsAsync<TierUnavailableException>(() => Trades.GetHistoryAsync());
        Rows.IsUnavailable = false;
        Assert.That((await Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(10));
    }

    [Test]
    public async Task ProfitFactorOfInfinityIsAValue()
    {
        await Trades.AddAsync(Deal.Closed(5m));
        Assert.That((await Trades.GetPeriodsAsync()).AllTime.ProfitFactor, Is.EqualTo(double.PositiveInfinity));
        await Trades.AddAsync(Deal.Closed(0m));
        Assert.That((await Trades.GetStatisticsAsync()).ProfitFactor, Is.EqualTo(double.PositiveInfinity), "a loss of nothing is no loss amount");
        await Trades.AddAsync(Deal.Closed(-10m));
        Assert.That((await Trades.GetStatisticsAsync()).ProfitFactor, Is.EqualTo(0.5));
    }

    [Test]
    public async Task ExitTimesOfAnyZoneAreTheSameInstants()
    {
        Time.Set(Deal.Start.AddDays(1));
        var exit = Deal.Start.AddMinutes(1).ToOffset(TimeSpan.FromHours(-11));
        var stored = (await Trades.AddAsync(Deal.Closed(5m, exit))).Trade;
        Assert.That((stored.ExitTime!.Value.Offset, stored.ExitTime), Is.EqualTo((TimeSpan.Zero, (DateTimeOffset?)exit)));
        Assert.That((await Trades.GetStatisticsAsync(1)).TotalTrades, Is.EqualTo(1));
        Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromMicroseconds(1));
        Assert.That((await Trades.GetStatisticsAsync(1)).TotalTrades, Is.Zero);
    }

    [Test]
    public async Task PricesAreDecimalsAndNotFloats()
    {
        var trade = Deal.Entered() with { EntryPrice = 67234.567m, Quantity = 0.000000065200000001m, StopLoss = 16777217m };
        var opened = await Trades.OpenAsync(trade);
        Assert.That((opened.Trade.EntryPrice, opened.Trade.Quantity, opened.Trade.StopLoss), Is.EqualTo((67234.567m, 0.000000065200000001m, 16777217m)));
        for (var i = 0; i < 10; i++)
        {
            await Trades.AddAsync(Deal.Closed(0.1m));
        }

        Assert.That((await Trades.GetStatisticsAsync()).TotalPnl, Is.EqualTo(1m));
    }

    [Test]
    public async Task SideOtherThanLongOrShortIsRefused()
    {
        foreach (var side in new[] { TradeSide.None, (TradeSide)7 })
        {
            var error = await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { Side = side }));
            Assert.That(error!.Violations.Single().Field, Is.EqualTo("side"));
        }
    }

    [Test]
    public async Task TextIsRefusedAndNotCutToTheColumn()
    {
        var long101 = new string('x', 101);
        foreach (var trade in new[] { Deal.Closed(1m) with { ExitReason = long101 }, Deal.Closed(1m) with { StrategyName = long101 }, Deal.Closed(1m) with { OrderId = long101 } })
        {
            await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(trade));
        }

        Assert.That(Rows.Changes, Is.Empty);
    }

    [Test]
    public async Task UnknownExitReasonsAreKept()
    {
        var stored = await Trades.AddAsync(Deal.Closed(1m) with { ExitReason = "liquidated" });
        Assert.That((await Trades.GetAsync(stored.Id))!.ExitReason, Is.EqualTo("liquidated"));
    }
}
