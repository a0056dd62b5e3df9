using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Model;

public class CanonicalJsonTests
{
    [TestCase("""{"a":1,"a":2}""")]
    [TestCase("""{"x":[{"y":{"a":1,"b":2,"a":1}}]}""")]
    [TestCase("""{"a":1,"\u0061":2}""")]
    [TestCase("""{"é":1,"\u00e9":2}""")]
    [TestCase("""{"":1,"":1}""")]
    [TestCase("""{"\ud83d\ude00":1,"😀":1}""")]
    public void DuplicateMembersAreRefusedAtAnyDepthAndHoweverTheyAreEscaped(string json) => AssertRefused(json);

    [TestCase("""{"a":"\u0000"}""")]
    [TestCase("""{"\u0000":1}""")]
    [TestCase("""["x\u0000y"]""")]
    [TestCase("[\"\0\"]")]
    public void NulIsRefused(string json) => AssertRefused(json);

    [TestCase("""["\ud800"]""")]
    [TestCase("""["\udc00x"]""")]
    [TestCase("""{"\ud83d":1}""")]
    [TestCase("""["\ude00\ud83d"]""")]
    public void EscapedLoneSurrogatesAreRefused(string json) => AssertRefused(json);

    [Test]
    public void RawLoneSurrogatesAreRefused()
    {
        AssertRefused("[\"" + (char)0xD800 + "\"]");
        AssertRefused("{\"" + (char)0xDC00 + "\":1}");
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("{")]
    [TestCase("{}{}")]
    [TestCase("[1,]")]
    [TestCase("[01]")]
    [TestCase("[NaN]")]
    [TestCase("[+1]")]
    [TestCase("[.5]")]
    [TestCase("[1.]")]
    [TestCase("{a:1}")]
    [TestCase("[1] // x")]
    public void WhatIsNotJsonIsRefused(string json) => AssertRefused(json);

    [TestCase(""" { "b" : 1 , "a" : [ ] , "c" : { } } """, """{"a":[],"b":1,"c":{}}""")]
    [TestCase("""{"a":true,"b":false,"c":null}""", """{"a":true,"b":false,"c":null}""")]
    [TestCase("""{"b":1,"B":2,"a":3,"aa":4,"":5}""", """{"":5,"B":2,"a":3,"aa":4,"b":1}""")]
    [TestCase("[3,1,2]", "[3,1,2]")]
    [TestCase("\"x\"", "\"x\"")]
    [TestCase("""["\u0041\/\"\\\b\f\n\r\t\u001F\u007f"]""", "[\"A/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\u007f\"]")]
    [TestCase("""["<>&'+\u2028"]""", "[\"<>&'+\u2028\"]")]
    [TestCase("""["\ud83d\ude00"]""", "[\"😀\"]")]
    public void OneFormPerDocument(string json, string expected) => Assert.That(Make(json), Is.EqualTo(expected));

    [Test]
    public void MembersAreOrderedByTheirUtf8Bytes() =>
        Assert.That(Make("{\"\U0001F600\":1,\"\uFFFD\":2,\"a\":3}"), Is.EqualTo("{\"a\":3,\"\uFFFD\":2,\"\U0001F600\":1}"));

    [TestCase("0", "0", "-0", "0.0", "0e0", "0e999999999999999999999", "-0e-5", "-1e-400", "1e-99999999999999999999")]
    [TestCase("1", "1", "1.0", "1e0", "10e-1", "0.1e1", "1E+0", "1.00000000000000000000000000000000000000000")]
    [TestCase("100", "100", "1E+2", "1e2", "100.00", "0.001e5", "1000000e-4")]
    [TestCase("0.00001", "0.00001", "1e-5", "1E-05", "0.000010000000000000000000000000000000001")]
    [TestCase("10000000000000000", "1e16", "1E+16", "10000000000000000.000000000000000000001")]
    [TestCase("1234567890123456789012345678", "1234567890123456789012345678", "1.234567890123456789012345678e27", "1234567890123456789012345678.0")]
    [TestCase("1234567890123456789012345000", "0.001234567890123456789012345e30", "1234567890123456789012345e3")]
    [TestCase("0.0012345678901234567890123456", "12345678901234567890123456e-28", "1234567890123456789012345600e-30")]
    [TestCase("0.0000000000000000000000000001", "1e-28", "100e-30")]
    [TestCase("1.2345678901234568E+29", "123456789012345678901234567890", "1.2345678901234567890123456789e29")]
    [TestCase("1E+28", "1e28", "10000000000000000000000000000")]
    [TestCase("1E+308", "1e308", "10e307", "0.1e309")]
    [TestCase("-1.5E-30", "-1.5e-30", "-0.15e-29")]
    [TestCase("5E-324", "5e-324", "4.9406564584124654e-324")]
    public void OneTextPerNumber(string expected, params string[] spellings)
    {
        foreach (var spelling in spellings)
        {
            Assert.That(Make(spelling), Is.EqualTo(expected), spelling);
        }
    }

    [TestCase("1e309")]
    [TestCase("-1e309")]
    [TestCase("1e99999999999999999999")]
    [TestCase("0.001e312")]
    public void NumbersBeyondADoubleAreRefused(string json) => AssertRefused(json);

    [Test]
    public void ANumberOfManyDigitsIsReadByItsSize()
    {
        Assert.That(Make("0." + new string('0', 20_000) + "1e20001"), Is.EqualTo("1"));
        Assert.That(Make("1" + new string('0', 20_000) + "e-20000"), Is.EqualTo("1"));
        AssertRefused("1" + new string('0', 400));
    }

    [Test]
    public void SixtyFourLevelsAreAcceptedAndOneMoreRefused()
    {
        var deepest = new string('[', 64) + new string(']', 64);
        Assert.That(Make(deepest), Is.EqualTo(deepest));
        AssertRefused("[" + deepest + "]");
        AssertRefused(new string('[', 100_000));
    }

    [Test]
    public void TheFormIsAFixedPointAndTheSameDocument()
    {
        var random = Seed.Random();
        for (var i = 0; i < 3000; i++)
        {
            var json = RandomJson(random, 3);
            var canonical = Make(json);
            Assert.That(Make(canonical), Is.EqualTo(canonical), json);
            using var given = JsonDocument.Parse(json);
            using var made = JsonDocument.Parse(canonical);
            Assert.That(Same(given.RootElement, made.RootElement), json);
        }
    }

    [Test]
    public void SpellingsOfOneNumberShareOneTextAndDoublesSurvive()
    {
        var random = Seed.Random();
        for (var i = 0; i < 20_000; i++)
        {
            var number = RandomValues.Of(random, ColumnKind.Double).AsDouble();
            var text = Make(number.ToString("R", CultureInfo.InvariantCulture));
            Assert.That(double.Parse(text, CultureInfo.InvariantCulture), Is.EqualTo(number), text);
            Assert.That(Make(text), Is.EqualTo(text));

            var digits = RandomValues.Scaled(random);
            var exponent = random.Next(-60, 20);
            var shift = random.Next(0, 30);
            var one = $"{digits}e{exponent}";
            var other = $"{digits}{(digits.IsZero ? "" : new string('0', shift))}E{exponent - shift:+0;-0;+0}";
            Assert.That(Make(other), Is.EqualTo(Make(one)), one);
        }
    }

    private static string Make(string json)
    {
        Assert.That(CanonicalJson.TryMake(json, out var canonical), Is.Null, json);
        return canonical;
    }

    private static void AssertRefused(string json)
    {
        Assert.That(CanonicalJson.TryMake(json, out var same), Is.Not.Null.And.Not.Empty);
        Assert.That(same, Is.SameAs(json));
    }

    private static string RandomJson(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => JsonSerializer.Serialize(RandomValues.Text(random, random.Next(6))),
        1 => $"{random.Next(-1000, 1000)}.{random.Next(10_000):D4}e{random.Next(-8, 8)}",
        2 => random.Next(2) == 0 ? "null" : "true",
        3 or 4 => "{" + string.Join(" , ", Enumerable.Range(0, random.Next(5)).Select(i => $"{JsonSerializer.Serialize($"{RandomValues.Text(random, 2)}{i}")} : {RandomJson(random, depth - 1)}")) + "}",
        _ => "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => RandomJson(random, depth - 1))) + "]",
    };

    private static bool Same(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => left.EnumerateObject().Count() == right.EnumerateObject().Count()
            && left.EnumerateObject().All(member => right.TryGetProperty(member.Name, out var other) && Same(member.Value, other)),
        (JsonValueKind.Array, JsonValueKind.Array) => left.GetArrayLength() == right.GetArrayLength()
            && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        (JsonValueKind.Number, JsonValueKind.Number) => left.GetDecimal() == right.GetDecimal(),
        (JsonValueKind.String, JsonValueKind.String) => left.GetString() == right.GetString(),
        var (one, other) => one == other,
    };
}
