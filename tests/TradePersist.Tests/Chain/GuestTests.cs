using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Chain;

/// <summary>A program that opens another one's store.</summary>
public class GuestTests
{
    [Test]
    public async Task ItLetsNoRecordGoThatATierItDoesNotKnowStillNeeds()
    {
        using var folder = new TempFolder();
        var known = new StoreTier();
        var unknown = new StoreTier { BeforeApply = (_, _) => throw new TierFaultException(FailureKind.Transient) };
        await using (var bot = await ChainBench.OpenAsync(builder => Small(builder, folder), ("known", known, TierRole.Required), ("unknown", unknown, TierRole.Required)))
        {
            await WriteAsync(bot);
        }

        await using (var guest = await ChainBench.OpenAsync(builder => Small(builder, folder).UseExistingJournal(), ("known", known, TierRole.Required)))
        {
            await guest.DrainAsync(TimeSpan.FromSeconds(30));
            Assert.That(guest.GetHealth().Journal.FirstLsn, Is.EqualTo(1));
        }

        unknown.BeforeApply = (_, _) => Task.CompletedTask;
        await using (var bot = await ChainBench.OpenAsync(builder => Small(builder, folder), ("known", known, TierRole.Required), ("unknown", unknown, TierRole.Required)))
        {
            Assert.That(await bot.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
            Assert.That((await bot.VerifyAsync("known", "unknown")).IsClean, Is.True);
        }
    }

    [Test]
    public async Task ARequiredTierThatCannotBeUsedDoesNotKeepItOut()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier();
        await using (await ChainBench.OpenAsync(builder => Small(builder, folder), ("a", tier, TierRole.Required)))
        {
        }

        tier.OnOpen = () => new TierFaultException(FailureKind.Fatal, "broken");
        tier.Classifier = _ => FailureKind.Fatal;
        await Assert.ThrowsAsync<TierFaultException>(() => ChainBench.OpenAsync(builder => Small(builder, folder), ("a", tier, TierRole.Required)));
        await using var guest = await ChainBench.OpenAsync(builder => Small(builder, folder).UseExistingJournal(), ("a", tier, TierRole.Required));
        Assert.That(guest.Tier("a").State, Is.EqualTo(TierState.Failed));
    }

    [Test]
    public async Task WithoutAJournalItRefusesAndMakesNone()
    {
        using var folder = new TempFolder();
        await Assert.ThrowsAsync<JournalException>(() => ChainBench.OpenAsync(builder => Small(builder, folder).UseExistingJournal(), ("a", new StoreTier(), TierRole.Required)));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.Empty);
    }

    [Test]
    public async Task OfOtherColumnsItKeepsItsHandsOff([Values] bool knowsLess)
    {
        using var folder = new TempFolder();
        var less = TrailSchema.Default.WithoutColumn("pm_price_change_1m");
        await using (await ChainBench.OpenAsync(builder => Small(builder, folder).UseTrailSchema(knowsLess ? TrailSchema.Default : less), ("a", new StoreTier(), TierRole.Required)))
        {
        }

        var refusal = await Assert.ThrowsAsync<JournalSchemaException>(() => ChainBench.OpenAsync(
            builder => Small(builder, folder).UseTrailSchema(knowsLess ? less : TrailSchema.Default).UseExistingJournal(), ("a", new StoreTier(), TierRole.Required)));
        Assert.That(refusal!.Message, Does.Contain("buyin_trail_minutes.pm_price_change_1m (Double)").And.Contain(knowsLess ? "the journal alone has" : "this program alone has"));
    }

    private static TradePersistenceBuilder Small(TradePersistenceBuilder builder, TempFolder folder)
    {
        builder.Options.DrainTimeout = TimeSpan.Zero;
        return builder.UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10);
    }

    private static async Task WriteAsync(TradePersistence bot)
    {
        for (var i = 0; i < 50; i++)
        {
            await bot.Candles.SaveAsync(Bars.Many(100, $"S{i}"));
        }
    }
}
