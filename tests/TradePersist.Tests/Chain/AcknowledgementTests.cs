using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.Chain;

public class AcknowledgementTests
{
    [TestCase(Acknowledgement.Memory)]
    [TestCase(Acknowledgement.OsBuffered)]
    [TestCase(Acknowledgement.Durable)]
    [TestCase(Acknowledgement.RequiredTiers)]
    public async Task ATradeGoesThroughItsLifeAtEveryLevel(Acknowledgement level)
    {
        using var folder = new TempFolder();
        var tier = new StoreTier();
        await using (var tp = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]).Acknowledge(level), ("a", tier, TierRole.Required)))
        {
            for (var i = 0; i < 100; i++)
            {
                var opened = await tp.Trades.OpenAsync(new Trade { Symbol = "BTC", Side = TradeSide.Long, Quantity = 1, EntryPrice = 100, EntryTime = Bars.Start });
                Assert.That(opened.Receipt.Acknowledgement, Is.EqualTo(level));
                var closed = await tp.Trades.CloseAsync(opened.Id, new TradeExit(101, "tp"));
                var again = await tp.Trades.CloseAsync(opened.Id, new TradeExit(101, "tp") { Time = closed.Trade.ExitTime });
                Assert.That((again.IsNoOp, again.Receipt.Acknowledgement), Is.EqualTo((true, level)));
            }

            Assert.That((await tp.Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(100));
        }

        Assert.That(tier.Rows(TradeTable.Trades.Table), Has.Count.EqualTo(100), "an orderly stop takes everything along, whatever was waited for");
    }
}
