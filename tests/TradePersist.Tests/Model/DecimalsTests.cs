using System.Globalization;
using System.Numerics;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Model;

public class DecimalsTests
{
    [TestCase("0", true)]
    [TestCase("0.000000000000000001", true)]
    [TestCase("-0.000000000000000001", true)]
    [TestCase("0.0000000000000000001", false)]
    [TestCase("-0.0000000000000000019", false)]
    [TestCase("0.0000000000000000010000000000", true)]
    [TestCase("99999999999999999999", true)]
    [TestCase("-99999999999999999999.99999999", true)]
    [TestCase("99999999999999999999.000000000", true)]
    [TestCase("100000000000000000000", false)]
    [TestCase("-100000000000000000000", false)]
    [TestCase("79228162514264337593543950335", false)]
    [TestCase("1.0000000000000000000000000001", false)]
    public void EighteenDecimalsAndTwentyIntegerDigitsFitAndOneMoreDoesNot(string text, bool fits) =>
        Assert.That(Decimals.Fits(decimal.Parse(text, CultureInfo.InvariantCulture)), Is.EqualTo(fits));

    [TestCase("1.500", "1.5")]
    [TestCase("-0.0", "0")]
    [TestCase("0.000", "0")]
    [TestCase("100", "100")]
    [TestCase("-0.0000000000000000010", "-0.000000000000000001")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    [TestCase("0.1000000000000000000000000000", "0.1")]
    public void TheTextHasNoExponentNoTrailingZerosAndNoSignOfZero(string text, string expected) =>
        Assert.That(Decimals.ToText(decimal.Parse(text, CultureInfo.InvariantCulture)), Is.EqualTo(expected));

    [Test]
    public void ScaledAndTextRoundTripsAreExact()
    {
        var random = Seed.Random();
        for (var i = 0; i < 20_000; i++)
        {
            var scaled = RandomValues.Scaled(random);
            var number = Decimals.FromScaled(scaled);
            var text = Decimals.ToText(number);
            Assert.That(Decimals.ToScaled(number), Is.EqualTo(scaled), text);
            Assert.That(Decimals.ToScaled(text), Is.EqualTo(scaled), text);
            Assert.That(decimal.GetBits(Decimals.Parse(text)), Is.EqualTo(decimal.GetBits(number)), text);
            Assert.That(Decimals.Fits(number), text);
            Assert.That(text, Does.Match(@"\A(0|-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?)\z"));
            Assert.That(text, Is.Not.EqualTo("-0"));
        }
    }

    [Test]
    public void CanonicalIsTheSameNumberWithTheLeastScale()
    {
        var random = Seed.Random();
        for (var i = 0; i < 20_000; i++)
        {
            var number = new decimal(random.Next(), random.Next(3) == 0 ? 0 : random.Next(), random.Next(3) == 0 ? 0 : random.Next(), random.Next(2) == 0, (byte)random.Next(29));
            number = random.Next(2) == 0 ? number : decimal.Truncate(number) + 0.000m;
            var canonical = Decimals.Canonical(number);
            Assert.That(canonical, Is.EqualTo(number));
            Assert.That(canonical.Scale == 0 || canonical.ToString(CultureInfo.InvariantCulture)[^1] != '0', number.ToString(CultureInfo.InvariantCulture));
            Assert.That(decimal.GetBits(Decimals.Canonical(canonical)), Is.EqualTo(decimal.GetBits(canonical)));
        }
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase(".")]
    [TestCase("5.")]
    [TestCase(".-5")]
    [TestCase("1.-5")]
    [TestCase("--5")]
    [TestCase("1.2.3")]
    [TestCase("1e5")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("1\n")]
    [TestCase("1\0")]
    [TestCase("1.5\0")]
    [TestCase("1,5")]
    [TestCase("٣")]
    [TestCase("NaN")]
    [TestCase("0.0000000000000000001")]
    public void WhatIsNoDecimalOfEighteenDecimalsIsAFormatError(string text) =>
        Assert.That(() => Decimals.ToScaled(text), Throws.InstanceOf<FormatException>());

    [TestCase("+1.50", "1.5")]
    [TestCase("-0.00", "0")]
    [TestCase("007", "7")]
    [TestCase("1.0000000000000000000000000000000000", "1")]
    public void AnEnginesOtherSpellingsAreRead(string text, string expected) =>
        Assert.That(Decimals.ToText(Decimals.Parse(text)), Is.EqualTo(expected));

    [TestCase("99999999999999999999.999999999999999999")]
    [TestCase("-12345678901234567890.123456789012345678")]
    [TestCase("79228162514264337593543950336")]
    public void MoreDigitsThanADecimalHoldsAreATypedError(string text) =>
        Assert.That(() => Decimals.Parse(text), Throws.InstanceOf<DecimalOverflowException>());

    [TestCase("0.0000000000000000005", "0")]
    [TestCase("0.0000000000000000015", "0.000000000000000002")]
    [TestCase("0.0000000000000000025", "0.000000000000000002")]
    [TestCase("-0.0000000000000000015", "-0.000000000000000002")]
    [TestCase("0.00000000000000000050000001", "0.000000000000000001")]
    [TestCase("99999999999999999999.99999999", "99999999999999999999.99999999")]
    public void ComputedNumbersAreRoundedHalfToEven(string text, string expected) =>
        Assert.That(Decimals.ToText(Decimals.Round(decimal.Parse(text, CultureInfo.InvariantCulture))), Is.EqualTo(expected));

    [Test]
    public void AComputedNumberOfTwentyOneIntegerDigitsIsATypedError() =>
        Assert.That(() => Decimals.Round(-100_000_000_000_000_000_000m), Throws.InstanceOf<DecimalOverflowException>());

    [Test]
    public void AMeanIsRoundedOnceAndFromTheExactQuotient()
    {
        // Half a unit and a 200,002nd part of one: rounding first to a decimal's 28 digits would make it a tie.
        const long Count = 100_001;
        var sum = ((BigInteger.Pow(10, 24) * 2) + 1) * Count / 2 + 1;
        var mean = ExactQuotient.Mean(sum, Count);
        Assert.That(Decimals.ToScaled(mean), Is.EqualTo(BigInteger.Pow(10, 24) + 1));
    }
}
