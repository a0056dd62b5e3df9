using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>What every tier on a disk must do with trails.</summary>
internal abstract class DurableTrailTierTests : TrailTierTests
{
    [Test]
    public async Task TrailsAreThereAfterARestart()
    {
        using var folder = new TempFolder();
        List<string> stored;
        await using (var first = await OpenStoreAsync(folder))
        {
            await first.Trails.SaveAsync(7, Payloads.Of(1.5, 0.4));
            await first.Trails.SaveAsync(8, Payloads.Of(2));
            await first.Trails.DeleteAsync(8);
            stored = Lines((await first.Trails.GetAsync(7, FromTier))!);
        }

        await using var second = await OpenStoreAsync(folder);
        Assert.That(Lines((await second.Trails.GetAsync(7, FromTier))!), Is.EqualTo(stored));
        Assert.That(await second.Trails.GetAsync(8, FromTier), Is.Null);
    }

    [Test]
    public async Task ASchemaCanGrowAndShrink()
    {
        using var folder = new TempFolder();
        var json = """{"price_movements":[{"minute_span_from":0,"open_price":1.5,"first_price":2.5,"rsi":61}],"context":{"regime":"calm"}}""";
        await using (var first = await OpenStoreAsync(folder))
        {
            await first.Trails.SaveAsync(1, TrailPayload.Parse(json));
        }

        var grown = TrailSchema.Default
            .WithColumn("pm", new TrailColumn("pm_rsi", ColumnKind.Double, "rsi"))
            .WithColumn("pm", new TrailColumn("pm_open_price", ColumnKind.Double, "first_price"))
            .WithGroup(new TrailGroup("ctx", TrailShape.Object, "context", [new("ctx_regime", ColumnKind.Text, "regime") { MaxLength = 12 }]));
        await using (var second = await OpenStoreAsync(folder, grown))
        {
            var old = (await second.Trails.GetAsync(1, FromTier))!.Minutes[0];
            Assert.That((old.GetDouble("pm_open_price"), old.GetDouble("pm_rsi"), old.GetText("ctx_regime")), Is.EqualTo(((double?)1.5, (double?)null, (string?)null)));
            await second.Trails.SaveAsync(2, TrailPayload.Parse(json));
            var found = await second.Trails.FindAsync(new TrailQuery { Where = [new("ctx_regime", Comparison.Equal, Value.Of("calm")), new("pm_rsi", Comparison.IsNotNull)] }, FromTier);
            Assert.That(found.Single().GetDouble("pm_open_price"), Is.EqualTo(2.5), "the column was replaced");
        }

        await using var third = await OpenStoreAsync(folder, TrailSchema.Default.WithoutColumn("pm_open_price"));
        await third.Trails.SaveAsync(3, TrailPayload.Parse("""{"transactions":[{"minute_span_from":0,"vwap":5}]}"""));
        Assert.That((await third.Trails.GetAsync(3, FromTier))!.Minutes[0].GetDouble("tx_vwap"), Is.EqualTo(5));
        Assert.That(await third.Trails.FindAsync(new TrailQuery(), FromTier), Has.Count.EqualTo(45));
    }
}
