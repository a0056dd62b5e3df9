using System.Globalization;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class StatsMessageTests : TradeTestBase
{
    [Test]
    public async Task SaysWhatTheStatisticsSay()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
        CultureInfo.CurrentCulture = comma;
        await Trades.AddAsync(Deal.Closed(1234.565m, Deal.Start.AddHours(-1), "1000PEPE_USDT"));
        await Trades.AddAsync(Deal.Closed(-40m));
        await Trades.AddAsync(Deal.Closed(10m));
        Assert.That(Trades.FormatStatsMessage(await Trades.GetStatisticsAsync(7)), Is.EqualTo("""
            *Trade statistics: Last 7 days*
            ==============================

            *Performance*
            Trades: 3
            Wins / losses: 2 / 1
            Win rate: 66.7%
            Total PnL: $1204.57
            Daily average: $1204.57

            *Risk*
            Average win: $622.28
            Average loss: -$40.00
            Profit factor: 31.11

            *Best trade*
            1000PEPE\_USDT long: +$1234.57 (617.3%)

            *Worst trade*
            BTCUSDT long: -$40.00 (-20.0%)

            *Top symbols*
            1000PEPE\_USDT: $1234.57, 1 trade, 100% won
            BTCUSDT: -$30.00, 2 trades, 50% won
            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task SaysThatThereIsNothingToSay()
    {
        Assert.That(Trades.FormatStatsMessage(await Trades.GetStatisticsAsync()), Is.EqualTo("No closed trades yet (all time)."));
        Assert.That(Trades.FormatStatsMessage(await Trades.GetStatisticsAsync(1)), Is.EqualTo("No closed trades yet (last 1 day)."));
    }

    [TestCase("5", null, "∞ (no losses)")]
    [TestCase("1000", "-1", ">100")]
    [TestCase("100", "-1", "100.00")]
    [TestCase("0", null, "0.00")]
    public async Task ShowsEveryProfitFactor(string win, string? loss, string shown)
    {
        await Trades.AddAsync(Deal.Closed(decimal.Parse(win, CultureInfo.InvariantCulture)));
        if (loss is not null)
        {
            await Trades.AddAsync(Deal.Closed(decimal.Parse(loss, CultureInfo.InvariantCulture)));
        }

        var text = Trades.FormatStatsMessage(await Trades.GetStatisticsAsync());
        Assert.That(text, Does.Contain($"Profit factor: {shown}\n"));
        Assert.That(text.Contains("*Worst trade*", StringComparison.Ordinal), Is.EqualTo(loss is not null));
    }
}
