using NUnit.Framework;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tool;

/// <summary>Where the tool finds a store, and what it says when it does not.</summary>
public class SettingsTests
{
    [Test]
    public async Task TheConfigurationSaysWhichTiersInWhichOrder()
    {
        using var folder = new ToolFolder();
        await using (var store = await TradePersistence.OpenAsync(builder => builder
            .UseDataFolder(folder["memory"]).UseJournal(folder["log"])
            .AddSqlite(folder["z.db"], name: "zeta").AddFiles(folder["a"], name: "alpha")))
        {
            await store.Candles.SaveAsync(Bars.One(0));
        }

        await File.WriteAllTextAsync(folder["bot.json"], """
            {
              "TradePersist": {
                "DataFolder": "memory", // as the bot has it
                "Journal": { "Directory": "log" },
                "Tiers": {
                  "zeta": { "Provider": "sqlite", "Path": "z.db" },
                  "alpha": { "Provider": "Files", "Path": "a", "Role": "Mirror" },
                },
              },
              "Logging": { "LogLevel": { "Default": "Information" } },
            }
            """);
        var (exit, answer) = await folder.AskAsync("tiers", "--config", "bot.json");
        Assert.That(exit, Is.Zero, answer.ToString());
        Assert.That(
            answer.GetProperty("tiers").EnumerateArray().Select(tier => (tier.GetProperty("name").GetString(), tier.GetProperty("role").GetString())),
            Is.EqualTo(new[] { ("zeta", "Required"), ("alpha", "Mirror") }));
        Assert.That((await folder.RunAsync("journal", "verify", "--config", "bot.json")).ExitCode, Is.Zero);
        Assert.That((await folder.RunAsync("verify", "zeta", "--against", "alpha", "--config", "bot.json")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task AConfigurationWithoutTiersLeavesThoseThatLieThere()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(1);
        await File.WriteAllTextAsync(folder["bot.json"], """{ "TradePersist": { "DataFolder": "elsewhere", "ReadTimeout": "00:00:02" } }""");
        var (exit, answer) = await folder.AskAsync("tiers", "--config", "bot.json", "--data", "data");

        Assert.That(exit, Is.Zero, answer.ToString());
        Assert.That(answer.GetProperty("tiers").GetArrayLength(), Is.EqualTo(2));
        var nowhere = await folder.RunAsync("tiers", "--config", "bot.json");
        Assert.That((nowhere.ExitCode, nowhere.Errors), Is.EqualTo((3, nowhere.Errors)));
        Assert.That(nowhere.Errors, Does.Contain("elsewhere"));
        Assert.That(Directory.Exists(folder["elsewhere"]), Is.False);
    }

    [TestCase("""{ "TradePersist": { "Tiers": { "main": { "Role": "Required" } } } }""", 2, "Tiers:main:Provider")]
    [TestCase("""{ "TradePersist": { "Tiers": { "main": { "Provider": "Oracle" } } } }""", 2, "Oracle")]
    [TestCase("""{ "TradePersist": { "Tiers": { "sqlite": { "Role": "Boss" } } } }""", 2, "Boss")]
    [TestCase("""{ "TradePersist": { "Tiers": { "sqlite": { "Path": "gone.db" } } } }""", 3, "gone.db")]
    [TestCase("""{ "Bot": { } }""", 2, "TradePersist")]
    [TestCase("[]", 2, "TradePersist")]
    [TestCase("{ not JSON", 2, "n")]
    public async Task AConfigurationThatCannotBeUsedIsNamed(string text, int exitCode, string named)
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(1);
        await File.WriteAllTextAsync(folder["bot.json"], text);
        var before = FolderHash.Of(folder.Root);
        var run = await folder.RunAsync("tiers", "--config", "bot.json");

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Everything);
        Assert.That(run.Errors, Does.Contain(named).And.Not.Contain("   at "));
        Assert.That(FolderHash.Of(folder.Root), Is.EquivalentTo(before));
    }

    [Test]
    public async Task AStoreWithoutAJournalOrAJournalWithoutAStoreIsNotOpened()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(1);
        File.Move(Path.Combine(folder.Data, "tradepersist.db"), folder["kept.db"]);
        Directory.Move(Path.Combine(folder.Data, "files"), folder["kept"]);
        var noStore = await folder.RunAsync("tiers");
        File.Move(folder["kept.db"], Path.Combine(folder.Data, "tradepersist.db"));
        Directory.Move(folder.Journal, folder["kept journal"]);
        var noJournal = await folder.RunAsync("tiers");

        Assert.That((noStore.ExitCode, noJournal.ExitCode), Is.EqualTo((3, 3)), noStore.Everything + noJournal.Everything);
        Assert.That(noStore.Errors, Does.Contain("tradepersist.db"));
        Assert.That(noJournal.Errors, Does.Contain("There is no journal"));
        Assert.That(Directory.Exists(folder.Journal), Is.False);
    }

    [TestCase("nonsense")]
    [TestCase("journal")]
    [TestCase("journal", "dump", "--from", "first")]
    [TestCase("tiers", "--nonsense")]
    [TestCase("tiers", "--config", "nowhere.json")]
    [TestCase("tiers", "--trail-columns", "nowhere.csv")]
    [TestCase("quarantine", "list")]
    public async Task ArgumentsThatCannotBeUsedAreAUsageErrorAlsoInJson(params string[] arguments)
    {
        using var folder = new ToolFolder();
        var (exit, answer) = await folder.AskAsync(arguments);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(answer.GetProperty("exitCode").GetInt32(), Is.EqualTo(2));
        Assert.That(answer.GetProperty("error").GetString(), Is.Not.Empty.And.Not.Contain("   at "));
        Assert.That(Directory.EnumerateFileSystemEntries(folder.Root), Is.Empty);
    }

    [Test]
    public async Task HelpTellsTheExitCodes()
    {
        using var folder = new ToolFolder();
        var run = await folder.RunAsync("--help");
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("Exit codes").And.Contain("quarantine").And.Contain("resync"));
    }
}
