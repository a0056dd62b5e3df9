using System.Text.Json;
using NUnit.Framework;
using TradePersist.Relational;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.Sqlite;

namespace TradePersist.Tests.Tool;

public class MigrateToolTests
{
    private const string Settings = """{ "TradePersist": { "DataFolder": "data", "Tiers": { "duckdb": {}, "sqlite": {} } } }""";

    [Test]
    public async Task UpMakesWhatABotFindsRightAndDownTakesItAway()
    {
        using var folder = new ToolFolder();
        await File.WriteAllTextAsync(folder["bot.json"], Settings);
        var made = await folder.RunAsync("migrate", "up", "--config", "bot.json");
        Assert.That(made.ExitCode, Is.Zero, made.Everything);
        await using (await OpenAsync(folder, MigrationMode.Validate))
        {
        }

        var (exit, down) = await folder.AskAsync("migrate", "down", "--to", "2", "--yes", "--config", "bot.json", "--tier", "sqlite");
        Assert.That((exit, States(down)), Is.EqualTo((0, "sqlite 1 Applied, 2 Applied, 3 Pending, 4 Pending")));
        var (_, status) = await folder.AskAsync("migrate", "status", "--config", "bot.json");
        Assert.That(States(status), Is.EqualTo("duckdb 1 Applied, 2 Applied, 3 Applied, 4 Applied; sqlite 1 Applied, 2 Applied, 3 Pending, 4 Pending"));
        var (_, up) = await folder.AskAsync("migrate", "up", "--to", "3", "--config", "bot.json");
        Assert.That(States(up), Does.EndWith("sqlite 1 Applied, 2 Applied, 3 Applied, 4 Pending"));
        await using (await OpenAsync(folder, MigrationMode.Apply))
        {
        }

        Assert.That((await folder.RunAsync("migrate", "validate", "--config", "bot.json")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task DownIsOnlyDoneWhenItIsMeant()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(3);
        var before = FolderHash.Of(folder.Root);
        var refused = await folder.RunAsync("migrate", "down", "--to", "0");
        Assert.That((refused.ExitCode, refused.Errors), Is.EqualTo((2, refused.Errors)));
        Assert.That(refused.Errors, Does.Contain("--yes"));
        Assert.That(FolderHash.Of(folder.Root), Is.EquivalentTo(before));
    }

    [Test]
    public async Task NothingIsChangedUnderABot([Values] bool hasSocket, [Values("up", "down")] string direction)
    {
        using var folder = new ToolFolder();
        await using var bot = await folder.OpenAsync(builder => builder.Options.ControlSocket = hasSocket);
        string[] command = direction == "up" ? ["migrate", "up"] : ["migrate", "down", "--to", "0", "--yes"];
        var refused = await folder.RunAsync(command);
        Assert.That(refused.ExitCode, Is.EqualTo(3), refused.Everything);
        Assert.That(refused.Errors, Does.Contain(hasSocket ? "A bot runs the store" : "in use by process"));
        Assert.That((await folder.RunAsync("migrate", "validate")).ExitCode, Is.Zero, "looking is allowed");
    }

    [Test]
    public async Task ValidateTellsDriftByItsExitCode()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(3);
        Assert.That((await folder.RunAsync("migrate", "validate")).ExitCode, Is.Zero);
        await SqliteProgram.RunAsync(Path.Combine(folder.Data, "tradepersist.db"), "DROP INDEX candles_ts_idx;;UPDATE tp_migration SET checksum = 'x' WHERE version = 3");

        var (exit, answer) = await folder.AskAsync("migrate", "validate");
        Assert.That((exit, States(answer)), Is.EqualTo((1, "sqlite 1 Applied, 2 Applied, 3 Drifted, 4 Applied")));
        Assert.That(answer[0].GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()), Has.Member("candles: lacks the index candles_ts_idx").And.Exactly(2).Items);
        var shown = await folder.RunAsync("migrate", "status");
        Assert.That(shown.ExitCode, Is.Zero, shown.Everything);
        Assert.That(shown.Output, Does.Contain("Drifted").And.Contain("candles: lacks the index candles_ts_idx"));
    }

    [Test]
    public async Task TheScriptIsWhatTheFilesSay()
    {
        using var folder = new ToolFolder();
        await File.WriteAllTextAsync(folder["bot.json"], Settings);
        var up = await folder.RunAsync("migrate", "script", "--config", "bot.json", "--tier", "duckdb");
        Assert.That(Sql(up), Is.EqualTo(Files("up.sql")));
        var down = await folder.RunAsync("migrate", "script", "--down", "--config", "bot.json", "--tier", "duckdb");
        Assert.That(Sql(down), Is.EqualTo(Files("down.sql", descending: true)));
        var some = await folder.RunAsync("migrate", "script", "--from", "1", "--to", "2", "--config", "bot.json");
        Assert.That(some.Output.Split('\n').Where(line => line.StartsWith("--", StringComparison.Ordinal)), Is.EqualTo(new[] { "-- duckdb", "-- 0002_candles", "-- sqlite", "-- 0002_candles" }));
        var back = await folder.RunAsync("migrate", "script", "--down", "--from", "3", "--to", "1", "--config", "bot.json", "--tier", "sqlite");
        Assert.That(back.Output.Split('\n').Where(line => line.StartsWith("--", StringComparison.Ordinal)), Is.EqualTo(new[] { "-- sqlite", "-- 0003_trades", "-- 0002_candles" }));
        Assert.That(Directory.Exists(folder.Data), Is.False, "no database was needed, and none was made");
    }

    [TestCase("--tier", "files")]
    [TestCase("--tier", "oracle")]
    public async Task OnlySqlTiersHaveASchema(params string[] arguments)
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(1);
        var refused = await folder.RunAsync(["migrate", "status", .. arguments]);
        Assert.That((refused.ExitCode, refused.Errors.Trim()), Is.EqualTo((2, $"There is no SQL tier '{arguments[1]}'.")));
    }

    [Test]
    public async Task AVersionThatThereIsNotIsRefused()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(1);
        var refused = await folder.RunAsync("migrate", "up", "--to", "99");
        Assert.That((refused.ExitCode, refused.Errors.Trim()), Is.EqualTo((2, "There is no version 99: they go from 1 to 4.")));
    }

    private static Task<TradePersistence> OpenAsync(ToolFolder folder, MigrationMode mode) => TradePersistence.OpenAsync(builder => builder
        .UseDataFolder(folder.Data).AddDuckDb(options: options => options.Migrations = mode).AddSqlite(options: options => options.Migrations = mode));

    private static string States(JsonElement answer) => string.Join("; ", answer.EnumerateArray().Select(tier =>
        $"{tier.GetProperty("tier").GetString()} {string.Join(", ", tier.GetProperty("versions").EnumerateArray().Select(version => $"{version.GetProperty("version").GetInt32()} {version.GetProperty("state").GetString()}"))}"));

    private static string[] Sql(ProgramRun run)
    {
        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        return [.. run.Output.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal))];
    }

    private static string[] Files(string ending, bool descending = false)
    {
        var files = Directory.EnumerateFiles(RepositoryFiles.PathOf("schemas", "duckdb"), $"*.{ending}").Order(StringComparer.Ordinal);
        return [.. (descending ? files.Reverse() : files).SelectMany(File.ReadAllLines)];
    }
}
