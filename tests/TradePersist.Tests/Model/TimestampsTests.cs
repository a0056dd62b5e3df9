using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Model;

public class TimestampsTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    [TestCase(0, 0)]
    [TestCase(9, 0)]
    [TestCase(10, 1)]
    [TestCase(-1, -1)]
    [TestCase(-9, -1)]
    [TestCase(-10, -1)]
    [TestCase(-11, -2)]
    public void PartsOfAMicrosecondAreCutTowardsThePastOnBothSidesOf1970(long ticks, long microseconds) =>
        Assert.That(Value.Of(Epoch.AddTicks(ticks)).AsMicroseconds(), Is.EqualTo(microseconds));

    [Test]
    public void WhatIsReadIsTheSameInstantInUtcCutToMicroseconds()
    {
        var random = Seed.Random();
        var first = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks;
        for (var i = 0; i < 10_000; i++)
        {
            var utc = new DateTimeOffset(random.NextInt64(first, DateTimeOffset.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.Zero);
            var value = Value.Of(utc.ToOffset(TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1))));
            var read = value.AsTimestamp();
            Assert.That(read.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(read.Ticks, Is.EqualTo(utc.Ticks - (utc.Ticks % 10)));
            Assert.That(Value.Of(read), Is.EqualTo(value));
        }
    }

    [TestCase("1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z")]
    [TestCase("2024-02-29T00:00:00+05:45", "2024-02-28T18:15:00Z")]
    [TestCase("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z")]
    [TestCase("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z")]
    public void TheTextIsIso8601(string given, string text) =>
        Assert.That(Value.Of(DateTimeOffset.Parse(given, System.Globalization.CultureInfo.InvariantCulture)).ToString(), Is.EqualTo(text));

    [Test]
    public void TheDoorAccepts1900To9999()
    {
        var at = Column.Timestamp("at");
        var table = new Table("t", [at], [at]);
        Assert.That(Door(new DateTimeOffset(1900, 1, 1, 5, 0, 0, TimeSpan.FromHours(5))), Is.EqualTo(Timestamps.Minimum));
        Assert.That(Door(DateTimeOffset.MaxValue), Is.EqualTo(Timestamps.Maximum));
        Assert.That(() => Door(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1)), Throws.InstanceOf<RecordValidationException>());
        Assert.That(() => Door(DateTimeOffset.MinValue), Throws.InstanceOf<RecordValidationException>());

        long Door(DateTimeOffset instant)
        {
            var writer = new RowWriter(table);
            writer.Begin();
            writer.Set(at, instant);
            writer.End();
            return writer.Finish()[0][at].AsMicroseconds();
        }
    }
}
