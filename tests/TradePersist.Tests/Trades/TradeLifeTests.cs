using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class TradeLifeTests : TradeTestBase
{
    [Test]
    public async Task GoesFromPendingToClosed()
    {
        var placed = await Trades.PlaceAsync(new Trade { Symbol = "ETHUSDT", Side = TradeSide.Short, Quantity = 3m, OrderId = "o-1" });
        Assert.That((placed.Trade.Status, placed.Trade.StatusTime, placed.Trade.Revision), Is.EqualTo((TradeStatus.Pending, Deal.Start, 1)));

        Time.Advance(TimeSpan.FromMinutes(1));
        var opened = await Trades.OpenAsync(placed.Trade with { EntryPrice = 200m });
        Assert.That((opened.Id, opened.Trade.Status, opened.Trade.EntryTime), Is.EqualTo((placed.Id, TradeStatus.Open, (DateTimeOffset?)Deal.Start.AddMinutes(1))));

        await Trades.UpdateAsync(placed.Id, trade => trade with { StopLoss = 210m });
        Time.Advance(TimeSpan.FromMinutes(1));
        var closed = await Trades.CloseAsync(placed.Id, new TradeExit(190m, "tp") { Fees = 1.5m });

        var trade = await Trades.GetAsync(placed.Id);
        Assert.That(trade, Is.EqualTo(closed.Trade));
        Assert.That(trade, Is.EqualTo(new Trade
        {
            Id = placed.Id,
            Symbol = "ETHUSDT",
            Side = TradeSide.Short,
            Status = TradeStatus.Closed,
            Quantity = 3m,
            OrderId = "o-1",
            EntryPrice = 200m,
            EntryTime = Deal.Start.AddMinutes(1),
            StopLoss = 210m,
            ExitPrice = 190m,
            ExitTime = Deal.Start.AddMinutes(2),
            ExitReason = "tp",
            Fees = 1.5m,
            PnlUsd = 28.5m,
            PnlPercent = 4.75m,
            StatusTime = Deal.Start.AddMinutes(2),
            CreatedAt = Deal.Start,
            UpdatedAt = Deal.Start.AddMinutes(2),
            Revision = 1,
        }));
        Assert.That(Stored(TradeTable.Trades.Table), Is.EqualTo(1), "one row per round trip");
    }

    [TestCase(TradeStatus.Pending, "place", true)]
    [TestCase(TradeStatus.Pending, "open", true)]
    [TestCase(TradeStatus.Pending, "update", true)]
    [TestCase(TradeStatus.Pending, "add", false)]
    [TestCase(TradeStatus.Pending, "close", false)]
    [TestCase(TradeStatus.Pending, "cancel", true)]
    [TestCase(TradeStatus.Pending, "fail", true)]
    [TestCase(TradeStatus.Pending, "correct", false)]
    [TestCase(TradeStatus.Open, "place", false)]
    [TestCase(TradeStatus.Open, "open", true)]
    [TestCase(TradeStatus.Open, "update", true)]
    [TestCase(TradeStatus.Open, "add", true)]
    [TestCase(TradeStatus.Open, "close", true)]
    [TestCase(TradeStatus.Open, "cancel", true)]
    [TestCase(TradeStatus.Open, "fail", true)]
    [TestCase(TradeStatus.Open, "correct", false)]
    [TestCase(TradeStatus.Closed, "place", false)]
    [TestCase(TradeStatus.Closed, "open", false)]
    [TestCase(TradeStatus.Closed, "update", false)]
    [TestCase(TradeStatus.Closed, "add", true)]
    [TestCase(TradeStatus.Closed, "close", true)]
    [TestCase(TradeStatus.Closed, "cancel", false)]
    [TestCase(TradeStatus.Closed, "fail", false)]
    [TestCase(TradeStatus.Closed, "correct", true)]
    [TestCase(TradeStatus.Cancelled, "place", false)]
    [TestCase(TradeStatus.Cancelled, "open", false)]
    [TestCase(TradeStatus.Cancelled, "update", false)]
    [TestCase(TradeStatus.Cancelled, "add", false)]
    [TestCase(TradeStatus.Cancelled, "close", false)]
    [TestCase(TradeStatus.Cancelled, "cancel", true)]
    [TestCase(TradeStatus.Cancelled, "fail", false)]
    [TestCase(TradeStatus.Cancelled, "correct", true)]
    [TestCase(TradeStatus.Error, "place", false)]
    [TestCase(TradeStatus.Error, "open", false)]
    [TestCase(TradeStatus.Error, "update", false)]
    [TestCase(TradeStatus.Error, "add", false)]
    [TestCase(TradeStatus.Error, "close", false)]
    [TestCase(TradeStatus.Error, "cancel", false)]
    [TestCase(TradeStatus.Error, "fail", true)]
    [TestCase(TradeStatus.Error, "correct", true)]
    public async Task AllowsOnlyLegalSteps(TradeStatus from, string step, bool isLegal)
    {
        var stored = await ReachAsync(from);
        var changes = Rows.Changes.Count;
        if (isLegal)
        {
            await DoAsync(step, stored);
            return;
        }

        var error = await Assert.ThrowsAsync<TradeStateException>(() => DoAsync(step, stored));
        Assert.That((error!.Id, error.Status), Is.EqualTo((stored.Id, from)));
        Assert.That(error.Message, Does.Contain(stored.Id.ToString()).And.Contain(from.ToString().ToLowerInvariant()));
        Assert.That(Rows.Changes, Has.Count.EqualTo(changes));
        Assert.That(await Trades.GetAsync(stored.Id), Is.EqualTo(stored));
    }

    [TestCase("update")]
    [TestCase("close")]
    [TestCase("cancel")]
    [TestCase("fail")]
    [TestCase("correct")]
    public async Task NamesATradeThatIsNotThere(string step)
    {
        var id = Guid.CreateVersion7();
        var error = await Assert.ThrowsAsync<TradeNotFoundException>(() => DoAsync(step, Deal.Closed(1m) with { Id = id }));
        Assert.That(error!.Id, Is.EqualTo(id));
        Assert.That(error.Message, Does.Contain(id.ToString()));
    }

    [Test]
    public async Task KeepsPnlThatTheVenueReports()
    {
        var opened = await Trades.OpenAsync(Deal.Entered());
        var closed = await Trades.CloseAsync(opened.Id, new TradeExit(110m) { PnlUsd = 19.123456789m });
        Assert.That((closed.Trade.PnlUsd, closed.Trade.PnlPercent), Is.EqualTo((19.123456789m, 10m)));
    }

    [Test]
    public async Task UpdateCannotTouchWhatTheTrackerOwns()
    {
        var opened = await Trades.OpenAsync(Deal.Entered());
        Time.Advance(TimeSpan.FromSeconds(5));
        var updated = await Trades.UpdateAsync(opened.Id, trade => trade with
        {
            Id = Guid.NewGuid(),
            Status = TradeStatus.Closed,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Revision = 9,
            TakeProfit = 130m,
        });
        Assert.That(updated.Trade, Is.EqualTo(opened.Trade with { TakeProfit = 130m, UpdatedAt = Deal.Start.AddSeconds(5) }));
    }

    [Test]
    public async Task RefusesATradeThatBreaksRulesAndNamesEachFault()
    {
        var bad = Deal.Closed(1m) with { Quantity = 0m, Symbol = new string('X', 65), ExitReason = new string('y', 101), EntryPrice = null, Fees = 1e-19m };
        var error = await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(bad));
        Assert.That(error!.Violations.Select(violation => violation.Field), Is.SupersetOf(new[] { "symbol", "exit_reason", "entry_price", "fees" }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { Quantity = -1m }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { Leverage = 0m }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { EntryPrice = 0m }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { EntryTime = Deal.Start.AddSeconds(1) }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { Symbol = "" }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Closed(1m) with { StrategyName = null! }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.AddAsync(Deal.Entered()));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.OpenAsync(Deal.Closed(1m)));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.OpenAsync(Deal.Entered() with { EntryPrice = null }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trades.PlaceAsync(Deal.Entered() with { PnlUsd = 1m }));
        Assert.That(Rows.Changes, Is.Empty);
    }

    private async Task<Trade> ReachAsync(TradeStatus status)
    {
        var opened = status == TradeStatus.Pending ? await Trades.PlaceAsync(Deal.Entered()) : await Trades.OpenAsync(Deal.Entered());
        return status switch
        {
            TradeStatus.Closed => (await Trades.CloseAsync(opened.Id, new TradeExit(110m, "tp"))).Trade,
            TradeStatus.Cancelled => (await Trades.CancelAsync(opened.Id, "why")).Trade,
            TradeStatus.Error => (await Trades.FailAsync(opened.Id, "why")).Trade,
            _ => opened.Trade,
        };
    }

    private Task<TradeReceipt> DoAsync(string step, Trade stored) => step switch
    {
        "place" => Trades.PlaceAsync(stored),
        "open" => Trades.OpenAsync(stored),
        "update" => Trades.UpdateAsync(stored.Id, trade => trade with { StopLoss = 1m }),
        "add" => Trades.AddAsync(stored with { ExitPrice = 110m, ExitTime = Deal.Start, ExitReason = "tp" }),
        "close" => Trades.CloseAsync(stored.Id, new TradeExit(110m, "tp")),
        "cancel" => Trades.CancelAsync(stored.Id, "why"),
        "fail" => Trades.FailAsync(stored.Id, "why"),
        _ => Trades.CorrectAsync(stored with { OrderId = "other" }, "wrong order"),
    };
}
