using System.Text;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Model;

public class Utf8OrderTests
{
    [TestCase("BTC", "btc", -1)]
    [TestCase("BTC", "BTC ", -1)]
    [TestCase("", "a", -1)]
    [TestCase("é", "z", 1)]
    [TestCase("\uFFFD", "\U0001F600", -1)]
    [TestCase("a\uE000", "a\U00010000b", -1)]
    [TestCase("same", "same", 0)]
    public void TextIsOrderedByItsUtf8Bytes(string left, string right, int order)
    {
        Assert.That(Math.Sign(Utf8Order.Compare(left, right)), Is.EqualTo(order));
        Assert.That(Math.Sign(Utf8Order.Compare(right, left)), Is.EqualTo(-order));
    }

    [Test]
    public void RandomTextIsOrderedByItsUtf8Bytes()
    {
        var random = Seed.Random();
        for (var i = 0; i < 50_000; i++)
        {
            var prefix = RandomValues.Text(random, random.Next(3));
            var left = prefix + RandomValues.Text(random, random.Next(4));
            var right = prefix + RandomValues.Text(random, random.Next(4));
            var expected = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
            Assert.That(Math.Sign(Utf8Order.Compare(left, right)), Is.EqualTo(Math.Sign(expected)), $"{left} {right}");
        }
    }
}
