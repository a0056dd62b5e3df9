using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class TradeIdentityTests : TradeTestBase
{
    [Test]
    public async Task SameContentChangesNothing()
    {
        var first = await Trades.AddAsync(Deal.Closed(20m));
        Time.Advance(TimeSpan.FromDays(1));
        var again = await Trades.AddAsync(Deal.Closed(20m) with { Id = first.Id, EntryPrice = 100.000m });
        Assert.That((again.IsNoOp, again.Lsn, again.Trade), Is.EqualTo((true, 0L, first.Trade)));
        Assert.That((await Trades.AddAsync(first.Trade)).IsNoOp, Is.True);
        Assert.That((await Trades.CloseAsync(first.Id, new TradeExit(110m, "tp"))).IsNoOp, Is.True);
        Assert.That((await Trades.CloseAsync(first.Id, new TradeExit(110m))).IsNoOp, Is.True);
        Assert.That(Rows.Changes, Has.Count.EqualTo(1));
        Assert.That((await Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(1));
    }

    [Test]
    public async Task EveryStepCanBeRepeated()
    {
        var placed = await Trades.PlaceAsync(Deal.Entered());
        Assert.That((await Trades.PlaceAsync(Deal.Entered() with { Id = placed.Id })).IsNoOp, Is.True);
        var opened = await Trades.OpenAsync(Deal.Entered() with { Id = placed.Id, EntryTime = null });
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await Trades.OpenAsync(Deal.Entered() with { Id = placed.Id, EntryTime = null })).IsNoOp, Is.True, "absent entry time must not be a new now");
        Assert.That((await Trades.UpdateAsync(opened.Id, trade => trade)).IsNoOp, Is.True);
        await Trades.CancelAsync(opened.Id, "slow");
        Assert.That((await Trades.CancelAsync(opened.Id)).IsNoOp, Is.True);
        Assert.That((await Trades.CancelAsync(opened.Id, "slow")).IsNoOp, Is.True);
        await Assert.ThrowsAsync<TradeConflictException>(() => Trades.CancelAsync(opened.Id, "dear"));
    }

    [Test]
    public async Task OtherContentIsRefusedAndTheFieldsAreNamed()
    {
        var stored = (await Trades.AddAsync(Deal.Closed(20m))).Trade;
        var error = await Assert.ThrowsAsync<TradeConflictException>(() => Trades.AddAsync(stored with { ExitPrice = 111m, ExitReason = null }));
        Assert.That((error!.Id, error.Status), Is.EqualTo((stored.Id, TradeStatus.Closed)));
        Assert.That(error.Differences, Is.EqualTo(new[] { new TradeDifference("exit_price", "110", "111"), new TradeDifference("exit_reason", "tp", "null") }));
        Assert.That(error.Message, Does.Contain(stored.Id.ToString()).And.Contain("exit_price is 110, not 111"));

        var closing = await Assert.ThrowsAsync<TradeConflictException>(() => Trades.CloseAsync(stored.Id, new TradeExit(110m) { Fees = 1m }));
        Assert.That(closing!.Differences, Is.EqualTo(new[] { new TradeDifference("fees", "0", "1") }));
        Assert.That(await Trades.GetAsync(stored.Id), Is.EqualTo(stored));
        Assert.That(Rows.Changes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task FreshTradesNeedNoTier()
    {
        Rows.IsUnavailable = true;
        var id = Trades.NewId();
        await Trades.AddAsync(Deal.Closed(1m));
        await Trades.OpenAsync(Deal.Entered() with { Id = id });
        await Assert.ThrowsAsync<TierUnavailableException>(() => Trades.AddAsync(Deal.Closed(1m) with { Id = Guid.NewGuid() }));
        Assert.That(Rows.Finds, Is.Zero);

        Rows.IsUnavailable = false;
        await Trades.CloseAsync(id, new TradeExit(101m));
        Assert.That(Rows.Finds, Is.EqualTo(1), "a used id is looked up again");
    }

    [Test]
    public async Task AFreshIdThatWasRefusedStaysFresh()
    {
        var id = Trades.NewId();
        Rows.Refusal = new IOException("full");
        await Assert.ThrowsAsync<IOException>(() => Trades.AddAsync(Deal.Closed(1m) with { Id = id }));
        Rows.Refusal = null;
        Rows.IsUnavailable = true;
        Assert.That((await Trades.AddAsync(Deal.Closed(1m) with { Id = id })).Lsn, Is.EqualTo(1));
    }

    [Test]
    public async Task ACancelledWaitLetsTheNextWriteSeeWhatItDid()
    {
        var gate = new TaskCompletionSource();
        var opened = await Trades.OpenAsync(Deal.Entered());
        Rows.Gate = gate.Task;
        using var impatience = new CancellationTokenSource();
        var closing = Trades.CloseAsync(opened.Id, new TradeExit(110m, "tp"), impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => closing);

        var finds = Rows.Finds;
        var again = Trades.CloseAsync(opened.Id, new TradeExit(110m, "tp"));
        Assert.That(Rows.Finds, Is.EqualTo(finds), "it must not look before the write that is under way has ended");
        gate.SetResult();
        Assert.That((await again).IsNoOp, Is.True);
        Assert.That((await Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(1));
    }

    [Test]
    public void IdsAreVersion7AndGrow()
    {
        var source = new UuidSource(Time);
        var ids = new List<Guid>();
        for (var i = 0; i < 10_000; i++)
        {
            ids.Add(source.Next());
            if (i == 5000)
            {
                Time.Advance(TimeSpan.FromHours(-1));
            }
        }

        Assert.That(ids.Select(id => id.Version), Is.All.EqualTo(7));
        Assert.That(ids.Select(id => id.Variant), Is.All.InRange(8, 11));
        Assert.That(ids.Zip(ids.Skip(1)).All(pair => Value.Compare(Value.Of(pair.First), Value.Of(pair.Second)) < 0), Is.True);
        var milliseconds = Convert.ToInt64(ids[0].ToString("N")[..12], 16);
        Assert.That(milliseconds, Is.EqualTo(Deal.Start.ToUnixTimeMilliseconds()));
    }
}
