using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.Tests.Model;

public class RowWriterTests
{
    private readonly Column _id = Column.Int32("id");
    private readonly Column _symbol = Column.Text("symbol", 4);
    private readonly Column _low = Column.Double("low");
    private readonly Column _high = Column.Double("high");
    private readonly Column _price = Column.Decimal("price", nullable: true);
    private readonly Column _note = Column.Json("note", nullable: true);
    private readonly Column _bytes = Column.Blob("bytes", nullable: true);
    private readonly Table _table;

    public RowWriterTests() =>
        _table = new Table("bars", [_id, _symbol, _low, _high, _price, _note, _bytes], [_id], checks: [Check.Columns(_high, Comparison.GreaterOrEqual, _low)]);

    [Test]
    public void EveryViolationOfEveryRecordIsNamedWithFieldValueAndRule()
    {
        var writer = new RowWriter(_table, 3);
        Good(writer, 1);

        writer.Begin();
        writer.Set(_id, 1L << 31);
        writer.Set(_symbol, "BTCUSD");
        writer.Set(_low, double.NaN);
        writer.Set(_price, 0.0000000000000000001m);
        writer.Set(_note, "{\"a\":1,\"a\":1}");
        writer.End();

        writer.Begin();
        writer.Set(_id, 3L);
        writer.Set(_symbol, "ETH");
        writer.Set(_low, 2.5);
        writer.Set(_high, 1.5);
        writer.End();

        var exception = Assert.Throws<RecordValidationException>(() => writer.Finish())!;
        Assert.That(exception.Table, Is.EqualTo("bars"));
        Assert.That(exception.Violations.Select(violation => (violation.Field, violation.Value)), Is.EqualTo(new[]
        {
            ("[1].id", "2147483648"),
            ("[1].symbol", "BTCUSD"),
            ("[1].low", "NaN"),
            ("[1].price", "0.0000000000000000001"),
            ("[1].note", "{\"a\":1,\"a\":1}"),
            ("[1].high", "null"),
            ("[2].high", "1.5"),
        }));
        Assert.That(exception.Violations.Select(violation => violation.Rule), Has.All.Not.Empty);
        Assert.That(exception.Violations[^1].Rule, Does.Contain("high >= low").And.Contain("low = 2.5"));
        Assert.That(exception.Violations[^2].Rule, Is.EqualTo("is required"));
        Assert.That(exception.Message, Does.Contain("Nothing was written to 'bars'").And.Contain("[1].symbol = BTCUSD"));
    }

    [Test]
    public void AFieldAtFaultIsNotAlsoCalledMissing()
    {
        var writer = new RowWriter(_table);
        writer.Begin();
        writer.Set(_id, 1L);
        writer.Set(_symbol, "too long");
        writer.Set(_low, double.PositiveInfinity);
        writer.Set(_high, double.NegativeInfinity);
        writer.Require(false, _price, null, "must be given");
        writer.End();
        var violations = Assert.Throws<RecordValidationException>(() => writer.Finish())!.Violations;
        Assert.That(violations.Select(violation => violation.Field), Is.EqualTo(new[] { "symbol", "low", "high", "price" }));
    }

    [Test]
    public void TheMessageIsBoundedAndSaysHowManyMoreThereAre()
    {
        var writer = new RowWriter(_table, 5000);
        for (var i = 0; i < 5000; i++)
        {
            writer.Begin();
            writer.Set(_symbol, new string('x', 10_000));
            writer.Set(_note, new string('9', 10_000));
            writer.End();
        }

        var exception = Assert.Throws<RecordValidationException>(() => writer.Finish())!;
        Assert.That(exception.Violations, Has.Count.EqualTo(25_000));
        Assert.That(exception.Message, Has.Length.LessThan(10_000));
        Assert.That(exception.Message, Does.Contain("24980 more"));
        Assert.That(exception.Violations.Max(violation => violation.ToString().Length), Is.LessThan(400));
    }

    [TestCase("abcd", true)]
    [TestCase("abcde", false)]
    [TestCase("😀😀😀😀", true)]
    [TestCase("😀😀😀😀😀", false)]
    [TestCase("", true)]
    [TestCase("a\0b", false)]
    public void TextIsMeasuredInCharacters(string text, bool accepted) => AssertText(text, accepted);

    [Test]
    public void LoneSurrogatesAreRefused()
    {
        AssertText("a" + (char)0xD83D, false);
        AssertText((char)0xDE00 + "a", false);
        AssertText(new string([(char)0xDE00, (char)0xD83D]), false);
        AssertText(new string([(char)0xD83D, (char)0xD83D, (char)0xDE00]), false);
    }

    [Test]
    public void ValuesAreNormalisedAtTheDoor()
    {
        byte[] bytes = [1, 2];
        var writer = new RowWriter(_table);
        writer.Begin();
        writer.Set(_id, 1L);
        writer.Set(_symbol, "BTC");
        writer.Set(_low, -0.0);
        writer.Set(_high, double.Epsilon);
        writer.Set(_price, 1.500m);
        writer.Set(_note, " { \"b\" : 1e2 } ");
        writer.Set(_bytes, bytes);
        writer.End();
        bytes[0] = 9;
        var row = writer.Finish()[0];
        Assert.Multiple(() =>
        {
            Assert.That(BitConverter.DoubleToInt64Bits(row[_low].AsDouble()), Is.Zero);
            Assert.That(row[_high].AsDouble(), Is.EqualTo(double.Epsilon));
            Assert.That(row[_price].AsDecimal().Scale, Is.EqualTo(1));
            Assert.That(row[_note].AsText(), Is.EqualTo("{\"b\":100}"));
            Assert.That(row[_bytes].AsBlob(), Is.EqualTo(new byte[] { 1, 2 }), "the caller's array is the caller's");
        });
    }

    [Test]
    public void AFieldOfAnotherKindOrTableIsAMistakeOfTheProgram()
    {
        var writer = new RowWriter(_table);
        var foreign = Column.Int32("id");
        _ = new Table("other", [foreign], [foreign]);
        writer.Begin();
        Assert.That(() => writer.Set(_price, 1.5), Throws.ArgumentException);
        Assert.That(() => writer.Set(_low, 1L), Throws.ArgumentException);
        Assert.That(() => writer.Set(_id, ""), Throws.ArgumentException);
        Assert.That(() => writer.Set(foreign, 1L), Throws.ArgumentException);
    }

    [Test]
    public void FieldsThatAreNotGivenAreNull()
    {
        var writer = new RowWriter(_table);
        Good(writer, 1);
        var row = writer.Finish()[0];
        Assert.That(row[_price].IsNull && row[_note].IsNull && row[_bytes].IsNull);
    }

    private void Good(RowWriter writer, long id)
    {
        writer.Begin();
        writer.Set(_id, id);
        writer.Set(_symbol, "BTC");
        writer.Set(_low, 1.0);
        writer.Set(_high, 1.0);
        writer.Set(_price, null as decimal?);
        writer.End();
    }

    private void AssertText(string text, bool accepted)
    {
        var writer = new RowWriter(_table);
        writer.Begin();
        writer.Set(_id, 1L);
        writer.Set(_symbol, text);
        writer.Set(_low, 1.0);
        writer.Set(_high, 1.0);
        writer.End();
        if (accepted)
        {
            Assert.That(writer.Finish()[0][_symbol].AsText(), Is.EqualTo(text));
        }
        else
        {
            var violations = Assert.Throws<RecordValidationException>(() => writer.Finish())!.Violations;
            Assert.That(violations.Single().Field, Is.EqualTo("symbol"));
        }
    }
}
