using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class MemoryWarmingTests
{
    [Test]
    public async Task MemoryDoesNotSpeakForATierThatItHasNotSeen()
    {
        // The tier has rows of a former journal; the new one is empty and goes back to its first record.
        var tier = new StoreTier();
        await using (var former = await ChainBench.OpenAsync(("a", tier, TierRole.Required)))
        {
            await former.Candles.SaveAsync(Bars.Many(5));
            Assert.That(await former.DrainAsync(TimeSpan.FromSeconds(10)), Is.True);
        }

        tier.OnOpen = () => new TierFaultException(FailureKind.Transient);
        await using var tp = await ChainBench.OpenAsync(
            builder =>
            {
                builder.UseInMemoryJournal();
                builder.Options.StartTimeout = TimeSpan.FromMilliseconds(200);
                builder.Options.DrainTimeout = TimeSpan.FromMilliseconds(200);
            },
            ("a", tier, TierRole.Required));

        Assert.That(() => tp.Candles.LoadAsync("BTC", "1m", 10), Throws.InstanceOf<TierUnavailableException>(), "an empty answer");
        Assert.That(() => tp.Trades.GetAsync(Guid.Parse("ffffffff-ffff-4fff-bfff-ffffffffffff")), Throws.InstanceOf<TierUnavailableException>(), "an id of the caller's own");
        await tp.Candles.SaveAsync(Bars.One(7));
        var partial = await tp.Candles.LoadAsync("BTC", "1m", 10);
        Assert.That(partial, Has.Count.EqualTo(1));
        Assert.That(partial.IsComplete, Is.False);
    }

    [Test]
    public async Task MemoryWarmedFromATierThatLetRowsGoIsNotCompleteEither()
    {
        using var folder = new TempFolder();
        await using (var first = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("a", new StoreTier(), TierRole.Required)))
        {
            await first.Candles.SaveAsync(Bars.Many(3));
        }

        await using var window = new MemoryTier(2);
        await using var tp = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]), ("window", window, TierRole.Required));
        var recent = await tp.Candles.LoadAsync("BTC", "1m", 10, new ReadOptions { Tier = "memory" });
        Assert.That(recent, Has.Count.EqualTo(2));
        Assert.That(recent.IsComplete, Is.False);
    }

    [Test]
    public async Task MemoryWarmedFromATierKnowsItsRows()
    {
        var tier = new StoreTier();
        for (var run = 0; run < 2; run++)
        {
            await using var tp = await ChainBench.OpenAsync(("a", tier, TierRole.Required));
            await tp.Candles.SaveAsync(Bars.One(run));
            Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(10)), Is.True);
            var all = await tp.Candles.LoadAsync("BTC", "1m", 10, new ReadOptions { Tier = "memory" });
            Assert.That(all, Has.Count.EqualTo(run + 1));
            Assert.That(all.IsComplete, Is.True);
        }
    }
}
