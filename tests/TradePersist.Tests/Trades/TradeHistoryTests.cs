using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class TradeHistoryTests : TradeTestBase
{
    [Test]
    public async Task ListsNewestFirstPageByPage()
    {
        for (var i = 0; i < 25; i++)
        {
            await Trades.AddAsync(Deal.Closed(i, Deal.Start.AddMinutes(i / 5)));
        }

        var found = new List<decimal?>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 7, Cursor = cursor });
            Assert.That((page.Tier, page.IsComplete), Is.EqualTo(("rows", true)));
            found.AddRange(page.Select(trade => trade.PnlUsd));
            cursor = page.Next;
            pages++;
        }
        while (cursor is not null);

        Assert.That(pages, Is.EqualTo(4));
        Assert.That(found, Is.EqualTo(Enumerable.Range(0, 25).Reverse().Select(i => (decimal?)i)), "of equal times the later id comes first");
    }

    [Test]
    public async Task FiltersBySymbolStatusAndHalfOpenRange()
    {
        var pending = await Trades.PlaceAsync(Deal.Entered());
        var open = await Trades.OpenAsync(Deal.Entered() with { EntryTime = Deal.Start.AddHours(-2) });
        var closed = await Trades.AddAsync(Deal.Closed(1m, Deal.Start.AddDays(-3)));
        var other = await Trades.AddAsync(Deal.Closed(1m, Deal.Start.AddDays(-2), "ETHUSDT"));
        var cancelled = await Trades.CancelAsync((await Trades.PlaceAsync(Deal.Entered("ETHUSDT"))).Id);

        Assert.That(await IdsAsync(new TradeHistoryQuery()), Is.EqualTo(new[] { cancelled.Id, pending.Id, open.Id, other.Id, closed.Id }));
        Assert.That(await IdsAsync(new TradeHistoryQuery { Symbol = "ETHUSDT" }), Is.EqualTo(new[] { cancelled.Id, other.Id }));
        Assert.That(await IdsAsync(new TradeHistoryQuery { Status = TradeStatus.Closed }), Is.EqualTo(new[] { other.Id, closed.Id }));
        Assert.That(await IdsAsync(new TradeHistoryQuery { Status = TradeStatus.Open, Symbol = "ETHUSDT" }), Is.Empty);
        Assert.That(await IdsAsync(new TradeHistoryQuery { From = Deal.Start.AddDays(-3), To = Deal.Start.AddDays(-2) }), Is.EqualTo(new[] { closed.Id }));
        Assert.That(await IdsAsync(new TradeHistoryQuery { From = Deal.Start.AddHours(-2) }), Is.EqualTo(new[] { cancelled.Id, pending.Id, open.Id }));
    }

    [Test]
    public async Task RefusesQuestionsThatMakeNoSense()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = TradeHistoryQuery.MaxLimit + 1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Trades.GetHistoryAsync(new TradeHistoryQuery { Status = (TradeStatus)9 }));
        await Assert.ThrowsAsync<ArgumentException>(() => Trades.GetHistoryAsync(new TradeHistoryQuery { Cursor = "x" }));
    }

    private async Task<IEnumerable<Guid>> IdsAsync(TradeHistoryQuery query) => (await Trades.GetHistoryAsync(query)).Select(trade => trade.Id);
}
