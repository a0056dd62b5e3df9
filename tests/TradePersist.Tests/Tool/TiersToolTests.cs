using System.Text.Json;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Samples;
using TradePersist.Tests.Support;
using TradePersist.Trails;

namespace TradePersist.Tests.Tool;

public class TiersToolTests
{
    [Test]
    public async Task AStoreIsShownRunningOrNot([Values] bool isRunning)
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(10);
        await using var bot = isRunning ? await folder.OpenAsync() : null;
        var (exit, answer) = await folder.AskAsync("tiers");
        var told = await folder.RunAsync("tiers");

        Assert.Multiple(() =>
        {
            Assert.That((exit, told.ExitCode), Is.EqualTo((0, 0)), told.Everything);
            Assert.That(answer.GetProperty("isRunning").GetBoolean(), Is.EqualTo(isRunning));
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("Healthy"));
            Assert.That(answer.GetProperty("journal").GetProperty("lastLsn").GetInt64(), Is.EqualTo(1));
            Assert.That(answer.GetProperty("journal").GetProperty("sizeBytes").GetInt64(), Is.Positive);
            Assert.That(Names(answer), Is.EqualTo(new[] { "sqlite", "files" }));
            Assert.That(answer.GetProperty("tiers")[0].GetProperty("position").GetInt64(), Is.EqualTo(1));
            Assert.That(answer.GetProperty("tiers")[0].GetProperty("lagRecords").GetInt64(), Is.Zero);
            Assert.That(answer.GetProperty("sizeBytes").GetProperty("sqlite").GetInt64(), Is.Positive);
            Assert.That(told.Output, Does.Contain("Healthy").And.Contain("sqlite").And.Contain("files"));
        });
    }

    [Test]
    public async Task ABotInAProcessOfItsOwnIsAskedAndItsStoreOpenedWhenItWasKilled()
    {
        using var folder = new ToolFolder();
        using (var bot = EmbeddedBotProcess.Start(folder.Root, "--data", "data", "--hours", "8760"))
        {
            await Until.TrueAsync(() => File.Exists(Path.Combine(folder.Journal, "control.sock")), "the bot runs");
            var (_, running) = await folder.AskAsync("tiers");
            Assert.That(running.GetProperty("isRunning").GetBoolean(), Is.True);
            Assert.That(Names(running), Is.EqualTo(new[] { "duckdb", "sqlite", "files" }));
            var verified = await folder.RunAsync("journal", "verify");
            Assert.That(verified.ExitCode, Is.Zero, verified.Everything);
            var dumped = await folder.RunAsync("journal", "dump", "--limit", "5");
            Assert.That(dumped.Output, Does.Contain("upsert candles symbol=\"BTC-USDT\""), dumped.Everything);
            var compared = await folder.RunAsync("verify", "duckdb", "--against", "sqlite");
            Assert.That(compared.ExitCode, Is.Zero, compared.Everything);
            bot.Kill();
            await bot.EndAsync();
        }

        Assert.That(File.Exists(Path.Combine(folder.Journal, "control.sock")), Is.True, "what a kill leaves");
        var (_, opened) = await folder.AskAsync("tiers");
        Assert.That(opened.GetProperty("isRunning").GetBoolean(), Is.False);
        Assert.That(Names(opened), Is.EqualTo(new[] { "duckdb", "sqlite", "files" }), "found by their default names");
        var repaired = await folder.RunAsync("resync", "sqlite", "--from", "duckdb");
        Assert.That(repaired.ExitCode, Is.Zero, repaired.Everything);
        Assert.That(File.Exists(Path.Combine(folder.Journal, "control.sock")), Is.False);
    }

    [Test]
    public async Task WhatIsNotHealthyShowsInTheExitCode()
    {
        using var folder = new ToolFolder();
        await folder.FillAsync(10);
        await File.WriteAllBytesAsync(Path.Combine(folder.Data, "tradepersist.db"), "this is no database any more"u8.ToArray());
        var (exit, answer) = await folder.AskAsync("tiers");
        var told = await folder.RunAsync("tiers");

        Assert.Multiple(() =>
        {
            Assert.That((exit, told.ExitCode), Is.EqualTo((1, 1)), told.Everything);
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("Unhealthy"));
            Assert.That(answer.GetProperty("tiers")[0].GetProperty("state").GetString(), Is.EqualTo("Failed"));
            Assert.That(answer.GetProperty("tiers")[1].GetProperty("state").GetString(), Is.EqualTo("Up"), "the others are shown all the same");
            Assert.That(answer.GetProperty("sizeBytes").GetProperty("sqlite").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(told.Output, Does.Contain("unknown").And.Contain(answer.GetProperty("tiers")[0].GetProperty("lastError").GetString()!));
        });
    }

    [Test]
    public async Task ABotWithoutASocketIsNotOpenedBehindItsBack()
    {
        using var folder = new ToolFolder();
        await using var bot = await folder.OpenAsync(builder => builder.Options.ControlSocket = false);
        var (exit, answer) = await folder.AskAsync("tiers");

        Assert.That(exit, Is.EqualTo(3));
        Assert.That(answer.GetProperty("exitCode").GetInt32(), Is.EqualTo(3));
        Assert.That(answer.GetProperty("error").GetString(), Does.Contain("in use by process").And.Contain("ControlSocket"));
    }

    [Test]
    public async Task AStoreOfOtherColumnsIsOnlyOpenedWithThem()
    {
        using var folder = new ToolFolder();
        var schema = TrailSchema.Default.WithoutGroup("sp").WithColumn("pm", new TrailColumn("pm_mood", ColumnKind.Double, "mood"));
        await folder.FillAsync(10, builder => builder.UseTrailSchema(schema));
        await File.WriteAllTextAsync(folder["columns.csv"], schema.ToCsv());
        var before = FolderHash.Of(folder.Root);

        var refused = await folder.RunAsync("tiers");
        Assert.That(refused.ExitCode, Is.EqualTo(3), refused.Everything);
        Assert.That(refused.Errors, Does.Contain("buyin_trail_minutes.pm_mood").And.Contain("buyin_trail_minutes.sp_").And.Contain("--trail-columns"));
        Assert.That(FolderHash.Of(folder.Root), Is.EquivalentTo(before));

        var opened = await folder.RunAsync("tiers", "--trail-columns", "columns.csv");
        Assert.That(opened.ExitCode, Is.Zero, opened.Everything);
        await using var bot = await folder.OpenAsync(builder => builder.UseTrailSchema(schema));
        Assert.That((await folder.RunAsync("tiers")).ExitCode, Is.Zero, "a running bot knows its own");
    }

    private static IEnumerable<string?> Names(JsonElement answer) => answer.GetProperty("tiers").EnumerateArray().Select(tier => tier.GetProperty("name").GetString());
}
