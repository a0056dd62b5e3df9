using System.Text;
using NUnit.Framework;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public class TrailPayloadTests : TrailTestBase
{
    [Test]
    public void APayloadBuiltInCodeIsTheSameAsItsJson()
    {
        var built = new TrailPayload { WindowEnd = Start }
            .AddMinute("price_movements", 2, Fields(("open_price", 0.1 + 0.2), ("close_price", 12.340000000000000001m), ("high_price", float.MaxValue), ("low_price", double.NaN), ("avg_price", null)))
            .AddRecord("transactions", Fields(("minute_timestamp", Start.AddMinutes(-3)), ("trade_count", 7L), ("vwap", "1.5")))
            .AddRecord("transactions", Fields(("minute_timestamp", new DateTime(2026, 3, 1, 11, 56, 0, DateTimeKind.Unspecified)), ("trade_count", ulong.MinValue)))
            .SetObject("patterns", Fields(("detected", new[] { "a", "b" }), ("bullish_flag", Fields(("detected", true)))))
            .AddPrice(Start, 100).AddPrice(Start.AddSeconds(1), double.PositiveInfinity).AddPrice(Start.AddSeconds(2), 110);
        var json = Flatten("""
            {"followed_at":"2026-03-01T12:00:00+00:00",
             "price_movements":[{"minute_span_from":2,"open_price":0.30000000000000004,"close_price":12.34,"high_price":3.4028234663852886E+38,"low_price":NaN}],
             "transactions":[{"minute_span_from":3,"trade_count":7,"vwap":1.5},{"minute_span_from":4,"trade_count":0}],
             "patterns":{"detected":["a","b"],"bullish_flag":{"detected":true}},
             "second_prices":[{"price":100},{"price":Infinity},{"price":110}]}
            """);
        var trail = Trails.Flatten(1, built);
        Assert.That(trail.Minutes.Select(minute => minute.ToString()), Is.EqualTo(json.Minutes.Select(minute => minute.ToString())));
        Assert.That(trail.Notes, Is.EqualTo(json.Notes));
        Assert.That(trail.Minutes[0].GetDouble("sp_total_change_pct"), Is.EqualTo(10));
    }

    [Test]
    public void ValuesOfNoKnownTypeAreNamed()
    {
        var payload = new TrailPayload()
            .AddMinute("transactions", 0, Fields(("vwap", new object()), ("note", "half \ud800")))
            .SetObject("patterns", Fields(("bullish_flag", Fields(("confidence", Guid.Empty)))));
        Assert.That(
            Faults(() => Trails.Flatten(1, payload)).Select(fault => fault.Field),
            Is.EqualTo(new[] { "transactions[0].vwap", "transactions[0].note", "patterns.bullish_flag.confidence" }));
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("{")]
    [TestCase("{\"transactions\":[NaNs]}")]
    [TestCase("{} {}")]
    public void WhatIsNoObjectIsRefused(string json)
    {
        Assert.That(Faults(() => TrailPayload.Parse(json)).Single().Field, Is.EqualTo("payload"));
        Assert.That(Faults(() => TrailPayload.Parse(Encoding.UTF8.GetBytes(json).AsMemory())).Single().Rule, Does.StartWith("must be a JSON object"));
    }

    [Test]
    public void BytesThatAreNoTextAreRefused() =>
        Assert.That(Faults(() => TrailPayload.Parse(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' }.AsMemory())).Single().Rule, Is.EqualTo("must be UTF-8"));

    [Test]
    public void NamesWithBrokenEscapesDoNoHarm()
    {
        var trail = Flatten("""{"\ud800":1,"transactions":[{"\udc00x":2,"minute_span_from":0,"vwap":3}],"window":{"end":"\ud800"}}""");
        Assert.That(trail.Minutes[0].GetDouble("tx_vwap"), Is.EqualTo(3));
    }

    [Test]
    public void NumbersThatJsonDoesNotHaveAreReadOutsideOfTextsOnly()
    {
        var trail = Flatten("""{"a\\":"NaN","b\"NaN":-Infinity,"transactions":[{"minute_span_from":0,"vwap":-Infinity,"avg_trade_size":1}],"c":[NaN,Infinity]}""");
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.NotFinite, "transactions", 1)));
        Assert.That(trail.Minutes[0].GetDouble("tx_avg_trade_size"), Is.EqualTo(1));
    }

    [Test]
    public void AParsedPayloadIsNotMixedWithABuiltOne()
    {
        var parsed = TrailPayload.Parse("""{"transactions":[]}""");
        Assert.Throws<InvalidOperationException>(() => parsed.AddPrice(Start, 1));
        var built = new TrailPayload().SetObject("patterns", Fields(("breakout_score", 1)));
        Assert.Throws<InvalidOperationException>(() => built.AddMinute("patterns", 0, Fields(("x", 1))));
    }

    private static Dictionary<string, object?> Fields(params (string Name, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
