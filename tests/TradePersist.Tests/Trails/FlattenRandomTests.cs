using System.Text.Json.Nodes;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public class FlattenRandomTests
{
    [Test]
    public void RandomPayloadsFlattenAsTheOracleSays([Values] TrailFlagDefault flagDefault)
    {
        var random = Seed.Random();
        var payloads = new RandomPayload(random);
        var known = 0;
        for (var round = 0; round < 100; round++)
        {
            var json = payloads.Make().ToJsonString();
            var oracle = new FlattenOracle(JsonNode.Parse(json)!.AsObject(), flagDefault == TrailFlagDefault.False);
            var trail = TrailFlattener.Flatten(TrailSchema.Default, flagDefault, round, TrailPayload.Parse(json));
            foreach (var minute in trail.Minutes)
            {
                var expected = TrailSchema.Default.Columns.Select(column => $"{column.Name}={oracle.Value(column.Name, minute.Minute)}");
                Assert.That(minute.Values.Select(value => $"{value.Key}={value.Value}"), Is.EqualTo(expected), $"round {round}, minute {minute.Minute}: {json}");
                known += minute.Values.Count(value => !value.Value.IsNull);
            }
        }

        Assert.That(known, Is.GreaterThan(15_000), "the payloads are not empty");
    }
}
