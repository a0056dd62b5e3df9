using System.Numerics;
using System.Text;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Sqlite;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class ScaledDecimalTests
{
    [TestCase("0", "0")]
    [TestCase("-0.00", "0")]
    [TestCase("1.50", "1500000000000000000")]
    [TestCase("+.5", "500000000000000000")]
    [TestCase("5.", "5000000000000000000")]
    [TestCase("1.0e-07", "100000000000")]
    [TestCase("-2.5E+1", "-25000000000000000000")]
    [TestCase("0.0000000000000000010000000", "1")]
    [TestCase("99999999999999999999.999999999999999999", "99999999999999999999999999999999999999")]
    [TestCase("-99999999999999999999.999999999999999999", "-99999999999999999999999999999999999999")]
    public void ReadsWhatOthersWrite(string text, string scaled)
    {
        Assert.That(ScaledDecimal.TryParse(Encoding.UTF8.GetBytes(text), out var actual), Is.True);
        Assert.That(actual.ToString(), Is.EqualTo(scaled));
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase(".")]
    [TestCase("e5")]
    [TestCase("1e")]
    [TestCase("1e+")]
    [TestCase("1,5")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("1.2.3")]
    [TestCase("0x10")]
    [TestCase("NaN")]
    [TestCase("1e99999999999")]
    [TestCase("1e-19")]
    [TestCase("1e20")]
    [TestCase("100000000000000000000")]
    [TestCase("1.0000000000000000001")]
    public void RefusesWhatIsNotOne(string text) =>
        Assert.That(ScaledDecimal.TryParse(Encoding.UTF8.GetBytes(text), out _), Is.False);

    [Test]
    public void AgreesWithTheModelAndSortsByKey()
    {
        var random = new Random(11);
        var (previous, previousKey) = (Int128.Zero, Key(0));
        for (var i = 0; i < 20_000; i++)
        {
            var number = Math.Round(new decimal(random.Next(), random.Next(), random.Next(1 << 10), random.Next(2) == 0, (byte)random.Next(9, 19)), random.Next(19));
            Assert.That(ScaledDecimal.TryParse(Encoding.UTF8.GetBytes(Decimals.ToText(number)), out var scaled), Is.True);
            Assert.That((BigInteger)scaled, Is.EqualTo(Decimals.ToScaled(number)));
            Assert.That(ScaledDecimal.ToText(scaled), Is.EqualTo(Decimals.ToText(number)));
            Assert.That(ScaledDecimal.TryToDecimal(scaled, out var back), Is.True);
            Assert.That(back, Is.EqualTo(number));
            var key = Key(scaled);
            Assert.That(ScaledDecimal.ReadKey(key), Is.EqualTo(scaled));
            Assert.That(Math.Sign(key.AsSpan().SequenceCompareTo(previousKey)), Is.EqualTo(scaled.CompareTo(previous)));
            (previous, previousKey) = (scaled, key);
        }
    }

    private static byte[] Key(Int128 scaled)
    {
        var key = new byte[ScaledDecimal.KeyLength];
        ScaledDecimal.WriteKey(scaled, key);
        return key;
    }
}
