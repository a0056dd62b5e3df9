using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tool;

public class RepairToolTests
{
    [Test]
    public async Task TiersOfAStoreAreComparedAndRepairedRunningOrNot([Values] bool isRunning)
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(500);
        await using var bot = isRunning ? await folder.OpenAsync() : null;
        var database = Path.Combine(folder.Data, "tradepersist.db");
        var lost = ForeignSql.Run(database, "DELETE FROM candles WHERE ts % 7000000 = 0");
        var wrong = ForeignSql.Run(database, "UPDATE candles SET close = close + 1 WHERE ts % 11000000 = 0");
        Assert.That((lost, wrong), Is.Not.EqualTo((0, 0)));

        var (exit, found) = await folder.AskAsync("verify", "sqlite", "--against", "files", "--examples", "2");
        var candles = found.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table").GetString() == "candles");
        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(candles.GetProperty("missing").GetInt64(), Is.EqualTo(lost));
            Assert.That(candles.GetProperty("different").GetInt64(), Is.EqualTo(wrong));
            Assert.That(candles.GetProperty("examples").GetArrayLength(), Is.EqualTo(4));
            Assert.That(found.GetProperty("differences").GetInt64(), Is.EqualTo(lost + wrong));
        });
        var told = await folder.RunAsync("verify", "sqlite", "--against", "files");
        Assert.That(told.ExitCode, Is.EqualTo(1), told.Everything);
        Assert.That(told.Output, Does.Contain("Missing: symbol=BTC").And.Contain($"{lost + wrong} keys differ").And.Contain("in close"));

        var (repair, done) = await folder.AskAsync("resync", "sqlite", "--from", "files");
        Assert.That(repair, Is.Zero);
        Assert.That(done.GetProperty("repaired").GetInt64(), Is.EqualTo(lost + wrong));
        Assert.That(done.GetProperty("unrepaired").GetInt64(), Is.Zero);

        var clean = await folder.RunAsync("verify", "sqlite", "--against", "files");
        Assert.That(clean.ExitCode, Is.Zero, clean.Everything);
        Assert.That(clean.Output, Does.Contain("the same rows"));
        Assert.That(clean.Errors, Does.Contain("keys compared"), "progress");
    }

    [Test]
    public async Task ATierThatItsBotLetsHoldLessIsNotTakenForOneThatLostTheRest()
    {
        using var folder = new ToolFolder();
        Action<TradePersistenceBuilder> bot = builder => builder.UseDataFolder(folder.Data).AddDuckDb(tier: tier => tier.Holds = Domains.Candles).AddSqlite();
        await using (var store = await TradePersistence.OpenAsync(bot))
        {
            await store.Candles.SaveAsync(Bars.Many(20));
            for (var i = 0; i < 5; i++)
            {
                await store.Trades.AddAsync(Deal.Closed(i));
            }

            Assert.That(await store.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        }

        ForeignSql.Run(Path.Combine(folder.Data, "tradepersist.db"), "DELETE FROM candles WHERE ts % 7000000 = 0");
        Assert.That((await folder.RunAsync("tiers")).ExitCode, Is.Zero);
        var (_, found) = await folder.AskAsync("verify", "duckdb", "--against", "sqlite");
        Assert.That(found.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("table").GetString()), Is.EqualTo(new[] { "candles" }));
        var (exit, done) = await folder.AskAsync("resync", "sqlite", "--from", "duckdb");
        Assert.That(exit, Is.Zero, done.ToString());
        Assert.That(done.GetProperty("leftOut").EnumerateArray().Select(table => table.GetString()), Does.Contain("trades"));

        await using var again = await TradePersistence.OpenAsync(bot);
        Assert.That((await again.Trades.GetHistoryAsync()).Count, Is.EqualTo(5));
        Assert.That(
            await again.QueryAsync<string>("duckdb", "SELECT table_name FROM information_schema.tables WHERE table_name NOT LIKE 'tp_%'"),
            Is.EqualTo(new[] { "candles" }));
    }

    [Test]
    public async Task AResyncOfHandSaysWhatItDid()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(50);
        ForeignSql.Run(Path.Combine(folder.Data, "tradepersist.db"), "DELETE FROM candles");
        var run = await folder.RunAsync("resync", "sqlite", "--from", "files");

        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That(run.Output, Does.Contain("sqlite repaired from files: 50 keys repaired, 0 not"));
    }

    [Test]
    public async Task ARowThatCannotBeRepairedIsNamed()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(50);
        var database = Path.Combine(folder.Data, "tradepersist.db");
        ForeignSql.Run(database, "DELETE FROM candles");
        ForeignSql.Run(database, "CREATE TRIGGER guard BEFORE INSERT ON candles WHEN NEW.open = 107 BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        var run = await folder.RunAsync("resync", "sqlite", "--from", "files");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Everything);
        Assert.That(run.Output, Does.Contain("49 keys repaired, 1 not").And.Contain("not repaired: symbol=BTC"));
    }

    [TestCase("verify", "sqlite", "--against", "nowhere")]
    [TestCase("verify", "sqlite", "--against", "sqlite")]
    [TestCase("verify", "sqlite")]
    [TestCase("resync", "sqlite", "--from", "files", "--examples", "-1")]
    [TestCase("resync", "sqlite", "--from", "files", "--patience", "0")]
    public async Task WhatCannotBeComparedIsAUsageError(params string[] arguments)
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(1);
        var run = await folder.RunAsync(arguments);

        Assert.That(run.ExitCode, Is.EqualTo(2), run.Everything);
        Assert.That(run.Errors, Is.Not.Empty.And.Not.Contain("   at ").And.Not.Contain("Parameter"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "sends a signal")]
    public async Task InterruptedItEndsWhatTheBotDoesForIt()
    {
        using var folder = new ToolFolder();
        var left = new StoreTier();
        await using var bot = await ChainBench.OpenAsync(builder => builder.UseJournal(folder.Journal), ("left", left, TierRole.Required), ("right", new StoreTier(), TierRole.Mirror));
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        left.BeforeQuery = async token =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.TrySetResult();
            token.ThrowIfCancellationRequested();
        };
        using var tool = ProgramProcess.Start("TradePersist.Tool", folder.Root, "verify", "left", "--against", "right", "--patience", "3600");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await tool.InterruptAsync();
        var run = await tool.EndAsync();

        Assert.That(run.ExitCode, Is.EqualTo(130), run.Everything);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
