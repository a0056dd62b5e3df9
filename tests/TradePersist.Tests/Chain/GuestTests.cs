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

    [TestCase("not noted", "not attached")]
    [TestCase("other tables", "is said to hold trades")]
    [TestCase("other journal", "has no position of this journal, and only its own program begins one")]
    public async Task ATierOfWhichItCannotTellWhatItHoldsItLeavesAlone(string trouble, string reason)
    {
        using var folder = new TempFolder();
        var tier = new StoreTier();
        await using (var bot = await ChainBench.OpenAsync(builder => Small(builder, folder), ("a", tier, TierRole.Required)))
        {
            await bot.Candles.SaveAsync(Bars.One(0));
            Assert.That(await bot.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        }

        switch (trouble)
        {
            case "not noted":
                File.Delete(Path.Combine(folder["journal"], "tier-a.json"));
                break;
            case "other journal":
                tier.Positions.Clear();
                break;
        }

        var (applied, opened) = (tier.Applied, 0);
        tier.OnOpen = () =>
        {
            opened++;
            return null;
        };
        await using var guest = await TradePersistence.OpenAsync(builder => Small(builder, folder).UseExistingJournal()
            .AddTier("a", tier, _ => [], (store, _) => store, options => options.Holds = trouble == "other tables" ? Domains.Trades : Domains.All));
        Assert.That(guest.Tier("a").State, Is.EqualTo(trouble == "other journal" ? TierState.NeedsResync : TierState.Failed));
        Assert.That(guest.Tier("a").LastError, Does.Contain(reason));
        Assert.That((tier.Applied, opened), Is.EqualTo((applied, trouble == "other journal" ? 1 : 0)));
    }

    [Test]
    public async Task ItRebuildsATierThatItsOwnProgramCouldNotAttach()
    {
        using var folder = new TempFolder();
        var (a, b) = (new StoreTier(), new StoreTier());
        await using (var bot = await ChainBench.OpenAsync(builder => Small(builder, folder), ("a", a, TierRole.Required)))
        {
            await WriteAsync(bot);
            Assert.That(await bot.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        }

        (string, ITier, TierRole)[] tiers = [("a", a, TierRole.Required), ("b", b, TierRole.Mirror)];
        await using (var bot = await ChainBench.OpenAsync(builder => Small(builder, folder), tiers))
        {
            await Until.TrueAsync(() => bot.Tier("b").State == TierState.NeedsResync, "the new tier asks for a resync");
        }

        await using var guest = await ChainBench.OpenAsync(builder => Small(builder, folder).UseExistingJournal(), tiers);
        await guest.ResyncAsync("b", "a");
        Assert.That((await guest.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public async Task ItHoldsInATierWhatTheTiersOwnProgramHoldsThere()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier();
        await using (await TradePersistence.OpenAsync(builder => Small(builder, folder).AddTier("a", tier, _ => [], (store, _) => store, options => options.Holds = Domains.Candles)))
        {
        }

        await using var guest = await ChainBench.OpenAsync(builder => Small(builder, folder).UseExistingJournal(), ("a", tier, TierRole.Required));
        Assert.That(guest.Tier("a").State, Is.EqualTo(TierState.Up));
        var refused = await Assert.ThrowsAsync<TierUnavailableException>(() => guest.Trades.GetHistoryAsync(options: new ReadOptions { Tier = "a" }));
        Assert.That(refused!.Message, Does.Contain("does not hold trades"));
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
