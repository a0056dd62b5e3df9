using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Model;

public class ValueTests
{
    private static readonly ColumnKind[] Kinds = Enum.GetValues<ColumnKind>();

    [Test]
    public void MinusZeroBecomesZero()
    {
        Assert.That(BitConverter.DoubleToInt64Bits(Value.Of(-0.0).AsDouble()), Is.Zero);
        Assert.That(Value.Of(-0.0), Is.EqualTo(Value.Of(0.0)));
        Assert.That(decimal.GetBits(Value.Of(-0.000m).AsDecimal()), Is.EqualTo(decimal.GetBits(0m)));
    }

    [TestCaseSource(nameof(Kinds))]
    public void EqualityHashAndOrderAgree(ColumnKind kind)
    {
        var random = Seed.Random();
        var values = Enumerable.Range(0, 200).Select(_ => RandomValues.Of(random, kind)).Append(Value.Null).ToList();
        foreach (var left in values)
        {
            foreach (var right in values)
            {
                var order = Value.Compare(left, right);
                Assert.That(left.Equals(right), Is.EqualTo(order == 0));
                Assert.That(Math.Sign(Value.Compare(right, left)), Is.EqualTo(-Math.Sign(order)));
                Assert.That(!left.Equals(right) || left.GetHashCode() == right.GetHashCode());
            }
        }

        values.Sort((left, right) => Value.Compare(left, right));
        Assert.That(values[0].IsNull, "NULL comes first");
    }

    [TestCaseSource(nameof(Kinds))]
    public void AValueIsOfItsOwnKindAndSaysSoWhenItIsReadAsAnother(ColumnKind kind)
    {
        var value = RandomValues.Of(Seed.Random(), kind);
        var alike = Kinds.Where(other => value.Is(other)).ToList();
        Assert.That(alike, Does.Contain(kind));
        Assert.That(alike, Has.Count.EqualTo(kind is ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Text or ColumnKind.Json ? 2 : 1));
        Assert.That(value.ToString(), Is.Not.Null);
        var other = kind == ColumnKind.Bool ? Value.Of(1L) : Value.Of(true);
        Assert.That(() => Value.Compare(value, other), Throws.InvalidOperationException);
    }

    [Test]
    public void EqualDecimalsAreEqualHoweverTheyAreWritten()
    {
        Assert.That(Value.Of(1.50m), Is.EqualTo(Value.Of(1.5000m)));
        Assert.That(Value.Of(1.50m).GetHashCode(), Is.EqualTo(Value.Of(1.5m).GetHashCode()));
    }

    [Test]
    public void UuidsAreOrderedAsTheyArePrinted()
    {
        var random = Seed.Random();
        for (var i = 0; i < 1000; i++)
        {
            var (left, right) = (Guid.NewGuid(), Guid.NewGuid());
            if (random.Next(2) == 0)
            {
                right = new Guid($"{left.ToString()[..24]}{right.ToString()[24..]}");
            }

            var order = Value.Compare(Value.Of(left), Value.Of(right));
            Assert.That(Math.Sign(order), Is.EqualTo(Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()))));
        }
    }

    [Test]
    public void AnIntegerBeyondThirtyTwoBitsIsNotCut() =>
        Assert.That(() => Value.Of(1L << 32).AsInt32(), Throws.InstanceOf<OverflowException>());
}
