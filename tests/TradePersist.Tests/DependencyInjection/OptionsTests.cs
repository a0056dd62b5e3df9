using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.DependencyInjection;

public class OptionsTests
{
    [Test]
    public async Task EveryErrorIsReportedAtOnceAndNothingIsTouched()
    {
        using var folder = new TempFolder();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(builder =>
        {
            builder.UseDataFolder(folder["data"]).UseJournal(journal => journal.SegmentBytes = 1);
            builder.Options.ReadTimeout = TimeSpan.Zero;
            builder.Options.MemoryRowsPerTable = 1;
            builder.AddSqlite("", tier => tier.BatchChanges = 0, sqlite => sqlite.TablePrefix = "Bad Prefix");
            builder.AddSqlite(name: "Not A Name");
        }));

        var failures = string.Join('\n', exception!.Failures);
        Assert.Multiple(() =>
        {
            Assert.That(failures, Does.Contain("Journal.SegmentBytes"));
            Assert.That(failures, Does.Contain("ReadTimeout"));
            Assert.That(failures, Does.Contain("MemoryRowsPerTable"));
            Assert.That(failures, Does.Contain("sqlite.BatchChanges"));
            Assert.That(failures, Does.Contain("sqlite.TablePrefix"));
            Assert.That(failures, Does.Contain("Not A Name"));
            Assert.That(Directory.Exists(folder["data"]), Is.False);
        });
    }

    [Test]
    public async Task AChainWithoutATierIsRefused()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(builder => builder.UseDataFolder("nowhere")));
        Assert.That(exception!.Message, Does.Contain("No tier is added"));
    }

    [Test]
    public async Task ConfigurationOverridesCodeAndEveryUnreadableValueIsNamed()
    {
        using var folder = new TempFolder();
        var good = Configuration(("DataFolder", folder["data"]), ("Acknowledgement", "OsBuffered"), ("Journal:SegmentBytes", "65536"), ("Tiers:sqlite:Role", "Mirror"), ("Tiers:sqlite:TablePrefix", "bot_"));
        await using (var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder("elsewhere").AddSqlite(tier: tier => tier.Required()).Bind(good)))
        {
            Assert.That(tp.Tier("sqlite").Role, Is.EqualTo(TierRole.Mirror));
            Assert.That(tp.GetHealth().Journal.Acknowledgement, Is.EqualTo(Acknowledgement.OsBuffered));
            await tp.Candles.SaveAsync(Bars.One(0));
            await tp.DrainAsync(TimeSpan.FromSeconds(30));
            Assert.That((await tp.QueryAsync<long>("sqlite", "SELECT count(*) FROM bot_candles")).Single(), Is.EqualTo(1));
            Assert.That(File.Exists(Path.Combine(folder["data"], "tradepersist.db")), Is.True);
        }

        var bad = Configuration(("ReadTimeout", "soon"), ("Journal:MaxBytes", "a lot"), ("Tiers:sqlite:BatchChanges", "many"), ("Tiers:sqlight:Role", "Mirror"));
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder["data"]).AddSqlite().Bind(bad)));
        foreach (var key in new[] { "ReadTimeout", "Journal:MaxBytes", "Tiers:sqlite:BatchChanges", "Tiers:sqlight" })
        {
            Assert.That(exception!.Message, Does.Contain(key));
        }
    }

    [Test]
    public async Task TheNameOfATierIsFoundInConfigurationWhateverItsCase()
    {
        using var folder = new TempFolder();
        var settings = Configuration(("Tiers:SQLITE:ROLE", "Mirror"));
        await using var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddSqlite().Bind(settings));
        Assert.That(tp.Tier("sqlite").Role, Is.EqualTo(TierRole.Mirror));
    }

    [Test]
    public async Task WaitingForRequiredTiersNeedsOne()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => ChainBench.OpenAsync(
            builder => builder.UseInMemoryJournal().Acknowledge(Acknowledgement.RequiredTiers),
            ("a", new StoreTier(), TierRole.Mirror)));
        Assert.That(exception!.Message, Does.Contain("RequiredTiers"));
    }

    [Test]
    public async Task WithoutSettingsJournalAndDatabaseLiveUnderOneFolder()
    {
        using var folder = new TempFolder();
        await using (var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddSqlite()))
        {
            await tp.Candles.SaveAsync(Bars.One(0));
        }

        Assert.That(Directory.GetFileSystemEntries(folder.Root).Select(Path.GetFileName), Is.EquivalentTo(new[] { "journal", "tradepersist.db" }));
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Key, value.Value))).Build();
}
