using System.Globalization;
using System.Numerics;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class PnlTests : TradeTestBase
{
    // Worked by hand: side, entry, exit, quantity, leverage, fees -> money, percent.
    [TestCase(TradeSide.Long, "100", "110", "2", "1", "0", "20", "10")]
    [TestCase(TradeSide.Short, "100", "110", "2", "1", "0", "-20", "-10")]
    [TestCase(TradeSide.Long, "100", "110", "2", "5", "0", "20", "50")]
    [TestCase(TradeSide.Long, "100", "110", "2", "5", "1", "19", "47.5")]
    [TestCase(TradeSide.Short, "100", "90", "0.5", "10", "-0.25", "5.25", "105")]
    [TestCase(TradeSide.Long, "3", "4", "1", "1", "0", "1", "33.333333333333333333")]
    [TestCase(TradeSide.Long, "3", "5", "1", "1", "0", "2", "66.666666666666666667")]
    [TestCase(TradeSide.Long, "0.0000000652", "0.0000000653", "1000000000", "1", "0", "0.1", "0.153374233128834356")]
    [TestCase(TradeSide.Long, "100", "100.000000000000000001", "0.5", "1", "0", "0", "0.000000000000000001")]
    [TestCase(TradeSide.Long, "100", "100.000000000000000003", "0.5", "1", "0", "0.000000000000000002", "0.000000000000000003")]
    [TestCase(TradeSide.Long, "-37.63", "10", "1", "1", "0", "47.63", "126.574541589157587032")]
    [TestCase(TradeSide.Short, "10", "-37.63", "1", "1", "0", "47.63", "476.3")]
    [TestCase(TradeSide.Long, "1", "0", "1", "1", "0", "-1", "-100")]
    public void FollowsTheFormula(TradeSide side, string entry, string exit, string quantity, string leverage, string fees, string usd, string percent)
    {
        var pnl = Trades.CalculatePnl(side, Number(entry), Number(exit), Number(quantity), Number(leverage), Number(fees));
        Assert.That(pnl, Is.EqualTo(new TradePnl(Number(usd), Number(percent))));
    }

    [Test]
    public void IsExactBeforeItIsRounded()
    {
        var random = Seed.Random();
        for (var i = 0; i < 2000; i++)
        {
            decimal[] numbers = [.. Enumerable.Range(0, 5).Select(i => new decimal(random.Next(), random.Next(4), 0, false, (byte)(i == 0 ? 6 : random.Next(6, 19))) + 0.000000000000000001m)];
            var side = random.Next(2) == 0 ? TradeSide.Long : TradeSide.Short;
            var pnl = Trades.CalculatePnl(side, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);

            // Half a unit of the last place is all that rounding may take away.
            BigInteger[] exact = [.. numbers.Select(Decimals.ToScaled)];
            var one = BigInteger.Pow(10, 18);
            var net = ((exact[1] - exact[0]) * (side == TradeSide.Long ? 1 : -1) * exact[2]) - (exact[4] * one);
            var usdError = BigInteger.Abs((Decimals.ToScaled(pnl.Usd) * one) - net);
            Assert.That(usdError * 2, Is.LessThanOrEqualTo(one * LastPlace(pnl.Usd)));
            var percentError = BigInteger.Abs((Decimals.ToScaled(pnl.Percent) * exact[0] * exact[2]) - (net * 100 * exact[3]));
            Assert.That(percentError * 2, Is.LessThanOrEqualTo(exact[0] * exact[2] * LastPlace(pnl.Percent)));
        }
    }

    [Test]
    public void RefusesWhatHasNoAnswer()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades.CalculatePnl(TradeSide.None, 1m, 1m, 1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades.CalculatePnl((TradeSide)3, 1m, 1m, 1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades.CalculatePnl(TradeSide.Long, 0m, 1m, 1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades.CalculatePnl(TradeSide.Long, 1m, 1m, 0m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades.CalculatePnl(TradeSide.Long, 1m, 1m, 1m, 0m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades.CalculatePnl(TradeSide.Long, 1m, 1m, 1m, 1m, 1e-19m));
        Assert.Throws<DecimalOverflowException>(() => Trades.CalculatePnl(TradeSide.Long, 1m, 10_000_000_000_000m, 10_000_000_000m));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    // A decimal has 96 bits: a large result has fewer than 18 decimals, and its last place is worth more.
    private static BigInteger LastPlace(decimal value)
    {
        var place = BigInteger.One;
        while (BigInteger.Abs(Decimals.ToScaled(value)) / place >> 96 > 0)
        {
            place *= 10;
        }

        return place;
    }
}
