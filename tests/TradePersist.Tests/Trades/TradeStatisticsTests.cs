using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class TradeStatisticsTests : TradeTestBase
{
    [Test]
    public async Task FollowsTheFormulasWorkedByHand()
    {
        await AddAsync((10m, 0, "A"), (-4m, 1, "A"), (0m, 2, "B"), (30m, 50, "C"), (-6m, 71, "B"), (30m, 72, "A"));
        var statistics = await Trades.GetStatisticsAsync();
        Assert.That((statistics.TotalTrades, statistics.Wins, statistics.Losses, statistics.WinRate), Is.EqualTo((6L, 3L, 3L, 50m)));
        Assert.That((statistics.TotalPnl, statistics.GrossProfit, statistics.GrossLoss), Is.EqualTo((60m, 70m, -10m)));
        Assert.That((statistics.AverageWin, statistics.AverageLoss), Is.EqualTo((23.333333333333333333m, -3.333333333333333333m)));
        Assert.That(statistics.ProfitFactor, Is.EqualTo(7.0));
        Assert.That((statistics.BestTrade?.Symbol, statistics.WorstTrade?.PnlUsd), Is.EqualTo(("C", (decimal?)-6m)), "the first of equal trades");
        Assert.That((statistics.TradingDays, statistics.DailyAverage), Is.EqualTo((4, 15m)));
        Assert.That(statistics.BySymbol.Values, Is.EqualTo(new[]
        {
            new SymbolStatistics("A", 3, 2, 36m, 66.666666666666666667m),
            new SymbolStatistics("B", 2, 0, -6m, 0m),
            new SymbolStatistics("C", 1, 1, 30m, 100m),
        }));
        Assert.That(statistics.TopSymbols.Select(symbol => symbol.Symbol), Is.EqualTo(new[] { "A", "C", "B" }));
        Assert.That(statistics.WorstSymbols.Select(symbol => symbol.Symbol), Is.EqualTo(new[] { "B", "C", "A" }));
        Assert.That((statistics.Tier, statistics.IsComplete, statistics.Days, statistics.CalculatedAt), Is.EqualTo(("rows", true, (int?)null, Time.GetUtcNow())));
    }

    [Test]
    public async Task IsAllZeroesWithoutTrades()
    {
        await Trades.OpenAsync(Deal.Entered());
        var statistics = await Trades.GetStatisticsAsync(7);
        Assert.That(StatisticsOracle.Text(statistics), Is.EqualTo(StatisticsOracle.Text(new TradeStatistics { Days = 7, CalculatedAt = Deal.Start, Tier = "rows" })));
        Assert.That(statistics.BySymbol, Is.Empty);
    }

    [Test]
    public async Task CutsAPeriodAtTheInstant()
    {
        Time.Set(Deal.Start.AddDays(7));
        await Trades.AddAsync(Deal.Closed(1m, Deal.Start.AddMicroseconds(-1)));
        await Trades.AddAsync(Deal.Closed(10m, Deal.Start));
        await Trades.AddAsync(Deal.Closed(100m, Deal.Start.AddDays(1)));
        Assert.That((await Trades.GetStatisticsAsync(7)).TotalPnl, Is.EqualTo(110m));
        Time.Set(Deal.Start.AddDays(7).Date.ToUniversalTime());
        Assert.That((await Trades.GetStatisticsAsync(7)).TotalPnl, Is.EqualTo(111m), "at midnight no day is cut");
        Assert.That((await Trades.GetStatisticsAsync(0)).Days, Is.Null);
        Assert.That((await Trades.GetStatisticsAsync(int.MaxValue)).TotalPnl, Is.EqualTo(111m));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Trades.GetStatisticsAsync(-1));
    }

    [Test]
    public async Task PeriodsAreUpToDateAfterEveryTrade()
    {
        Time.Set(Deal.Start.AddDays(60));
        foreach (var (age, all, month, week) in new[] { (50, 1, 0, 0), (20, 2, 1, 0), (3, 3, 2, 1) })
        {
            await Trades.AddAsync(Deal.Closed(1m, Time.GetUtcNow().AddDays(-age)));
            var periods = await Trades.GetPeriodsAsync();
            Assert.That((periods.AllTime.TotalTrades, periods.Last30Days.TotalTrades, periods.Last7Days.TotalTrades), Is.EqualTo(((long)all, (long)month, (long)week)));
        }
    }

    [Test]
    public async Task ReadsBucketsAndNotTrades()
    {
        for (var i = 0; i < 300; i++)
        {
            await Trades.AddAsync(Deal.Closed(i - 150m, Deal.Start.AddMinutes(i)));
        }

        Rows.Queries.Clear();
        await Trades.GetStatisticsAsync();
        var rowsOfTrades = Rows.Queries.Where(query => query.Table == TradeTable.Trades.Table).ToList();
        Assert.That(rowsOfTrades.Select(query => query.Limit), Is.All.EqualTo(1), "best, worst, first and last exit, one row each");
        Assert.That(Stored(TradeStatsTable.Table), Is.EqualTo(1));
    }

    [Test]
    public async Task RunsNeverOverwriteEachOther()
    {
        var trackers = Enumerable.Range(0, 3).Select(_ => NewTracker()).ToList();
        for (var i = 0; i < 30; i++)
        {
            await trackers[i % 3].AddAsync(Deal.Closed(1m));
        }

        Assert.That((await Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(30));
        Assert.That(Stored(TradeStatsTable.Table), Is.EqualTo(3), "one bucket per run");
    }

    [Test]
    public async Task ARefusedAppendLeavesNoTrace()
    {
        await Trades.AddAsync(Deal.Closed(1m));
        foreach (var refusal in new[] { 0, 1 })
        {
            Rows.Refusal = refusal == 0 ? new IOException("before") : null;
            Rows.LateRefusal = refusal == 1 ? new IOException("after") : null;
            await Assert.ThrowsAsync<IOException>(() => Trades.AddAsync(Deal.Closed(1000m)));
        }

        (Rows.Refusal, Rows.LateRefusal) = (null, null);
        await Trades.AddAsync(Deal.Closed(2m));
        var statistics = await Trades.GetStatisticsAsync();
        Assert.That((statistics.TotalTrades, statistics.TotalPnl, statistics.BestTrade?.PnlUsd), Is.EqualTo((2L, 3m, (decimal?)2m)));
    }

    [Test]
    public async Task ASumThatNoLongerFitsDoesNotRefuseATrade()
    {
        await Trades.AddAsync(Deal.Closed(1m) with { PnlUsd = 99_999_999_999_999_999_999m });
        await Trades.AddAsync(Deal.Closed(1m) with { PnlUsd = 0.000000000000000001m });
        await Trades.AddAsync(Deal.Closed(1m) with { PnlUsd = 5m });
        Assert.That(Stored(TradeTable.Trades.Table), Is.EqualTo(3));
        await Assert.ThrowsAsync<DecimalOverflowException>(() => Trades.GetStatisticsAsync());
    }

    [Test]
    public async Task BucketsInMemoryAreBounded()
    {
        var count = (2 * StatsShard.Capacity) + 10;
        for (var i = 0; i < count; i++)
        {
            await Trades.AddAsync(Deal.Closed(1m, Deal.Start, $"S{i}"));
        }

        await Trades.AddAsync(Deal.Closed(1m, Deal.Start, "S0"));
        var shards = Rows.Rows(TradeStatsTable.Table).Select(row => row[TradeStatsTable.Shard].AsGuid()).Distinct().Count();
        var statistics = await Trades.GetStatisticsAsync();
        Assert.That((shards, statistics.TotalTrades, statistics.BySymbol["S0"].Trades), Is.EqualTo((3, (long)count + 1, 2L)));
    }

    [Test]
    public async Task ParallelTradesOfOneSymbolAreAllCounted()
    {
        await Task.WhenAll(Enumerable.Range(1, 64).Select(i => Task.Run(() => Trades.AddAsync(Deal.Closed(i)))));
        var statistics = await Trades.GetStatisticsAsync();
        Assert.That((statistics.TotalTrades, statistics.TotalPnl, statistics.BestTrade?.PnlUsd), Is.EqualTo((64L, 2080m, (decimal?)64m)));
        Assert.That(Stored(TradeStatsTable.Table), Is.EqualTo(1));
    }

    [Test]
    public async Task ParallelWritesOfOneTradeHappenOneAfterTheOther()
    {
        var opened = await Trades.OpenAsync(Deal.Entered() with { Fees = 0m });
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Trades.UpdateAsync(opened.Id, trade => trade with { Fees = trade.Fees + 1m }))));
        Assert.That((await Trades.GetAsync(opened.Id))!.Fees, Is.EqualTo(64m));
        var closings = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Trades.CloseAsync(opened.Id, new TradeExit(110m, "tp")))));
        Assert.That(closings.Count(closing => !closing.IsNoOp), Is.EqualTo(1));
        Assert.That((await Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(1));
    }

    [Test]
    public async Task DifferentTradesDoNotWaitForEachOther()
    {
        var gate = new TaskCompletionSource();
        Rows.Gate = gate.Task;
        var adds = Enumerable.Range(0, 64).Select(_ => Trades.AddAsync(Deal.Closed(1m))).ToList();
        Assert.That(Rows.Changes.Count, Is.GreaterThan(50), "else concurrent trades could not share a sync");
        gate.SetResult();
        await Task.WhenAll(adds);
    }

    [Test]
    public async Task AgreesWithTheOracleOverRandomTrades()
    {
        var random = Seed.Random();
        var trackers = Enumerable.Range(0, 3).Select(_ => NewTracker()).ToList();
        var known = new Dictionary<Guid, Trade>();
        for (var step = 0; step < 1500; step++)
        {
            Time.Advance(TimeSpan.FromMinutes(random.Next(60)) + TimeSpan.FromTicks(random.Next(1000)));
            if (random.Next(100) == 0)
            {
                trackers[random.Next(3)] = NewTracker();
            }

            var receipt = await StepAsync(trackers[random.Next(3)], random, known);
            known[receipt.Id] = receipt.Trade;
            if (step % 25 == 0)
            {
                var now = Time.GetUtcNow();
                foreach (var days in new int?[] { null, 1, 7, 30 })
                {
                    var expected = StatisticsOracle.Of(known.Values, days, now);
                    var actual = await Trades.GetStatisticsAsync(days);
                    Assert.That(StatisticsOracle.Text(actual), Is.EqualTo(StatisticsOracle.Text(expected)), $"step {step}, {days} days");
                }
            }
        }
    }

    private static Task<TradeReceipt> StepAsync(TradeTracker tracker, Random random, Dictionary<Guid, Trade> known)
    {
        var over = known.Values.Where(trade => trade.Status == TradeStatus.Closed).ToList();
        if (over.Count > 0 && random.Next(4) == 0)
        {
            // Corrections go for the best and worst above all, where bounds in the buckets are put to the test.
            var byPnl = over.OrderBy(trade => trade.PnlUsd).ToList();
            var trade = random.Next(3) switch { 0 => byPnl[0], 1 => byPnl[^1], _ => over[random.Next(over.Count)] };
            return tracker.CorrectAsync(RandomClosed(random, trade.ExitTime!.Value.AddDays(random.Next(-1, 2))) with { Id = trade.Id }, "random");
        }

        var now = tracker.NewId();
        var at = known.Count == 0 ? Deal.Start : known.Values.Max(trade => trade.UpdatedAt);
        return tracker.AddAsync(RandomClosed(random, at.AddMinutes(-random.Next(3000))) with { Id = now });
    }

    private static Trade RandomClosed(Random random, DateTimeOffset exit) =>
        Deal.Closed(random.Next(-20, 21) * (random.Next(5) == 0 ? 0.123456789m : 1m), exit, $"S{random.Next(8)}") with { Side = random.Next(2) == 0 ? TradeSide.Long : TradeSide.Short };

    private async Task AddAsync(params (decimal Pnl, int Hours, string Symbol)[] trades)
    {
        foreach (var (pnl, hours, symbol) in trades)
        {
            await Trades.AddAsync(Deal.Closed(pnl, Deal.Start.AddHours(hours), symbol));
        }
    }
}
