using System.Text.Json;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using TradePersist.Trades;

namespace TradePersist.Tests.Samples;

public sealed class EmbeddedBotDrillTests
{
    [Test]
    public async Task ThirtyKillsUnderEightWritersLoseAndDuplicateNothing()
    {
        using var folder = new BotFolder();
        var run = await folder.RunAsync("--drill", "30", "--json", "drill.json");

        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        var report = folder.Json("drill.json");
        var writing = report.GetProperty("rounds").EnumerateArray()
            .Where(round => round.GetProperty("milliseconds").ValueKind != JsonValueKind.Null)
            .Select(round => round.GetProperty("acknowledged").GetInt64());
        Assert.That(writing, Is.All.Positive.And.Exactly(30).Items, "each of them was killed at work; those killed while they opened come on top");
        foreach (var table in report.GetProperty("outcome").GetProperty("tables").EnumerateArray())
        {
            Assert.That(table.GetProperty("found").GetInt64(), Is.Positive.And.EqualTo(table.GetProperty("acknowledged").GetInt64()));
        }
    }

    [Test]
    public async Task ADrillNamesWhatIsLostAndWhatIsThereTwice()
    {
        using var folder = new BotFolder();
        var drill = await folder.RunAsync("--drill", "5");
        Assert.That(drill.ExitCode, Is.Zero, drill.Everything);

        // A record that was never written, and a trade that is stored under two ids.
        await File.AppendAllTextAsync(folder["bot/drill/acknowledged.csv"], "candles,BTC-W0|1m|2100-01-01T00:00:00Z\n");
        await using (var memory = await folder.OpenAsync("bot/drill"))
        {
            var trade = (await memory.Trades.GetHistoryAsync())[0];
            await memory.Trades.PlaceAsync(new Trade { Symbol = trade.Symbol, Side = trade.Side, Quantity = trade.Quantity, OrderId = trade.OrderId });
        }

        var check = await folder.RunAsync("--drill-check", "--json", "check.json");
        Assert.That(check.ExitCode, Is.EqualTo(1), check.Everything);
        var tables = folder.Json("check.json").GetProperty("outcome").GetProperty("tables");
        Assert.That(tables[0].GetProperty("lost").GetInt64(), Is.EqualTo(1));
        Assert.That(tables[1].GetProperty("duplicated").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task ADrillNamesTheTierThatDiffers()
    {
        using var folder = new BotFolder();
        var drill = await folder.RunAsync("--drill", "1");
        Assert.That(drill.ExitCode, Is.Zero, drill.Everything);

        // One minute of one trail, in SQLite alone.
        await using (var tier = new SqliteConnection($"Data Source={folder["bot/drill/tradepersist.db"]};Pooling=False"))
        {
            await tier.OpenAsync();
            await using var damage = tier.CreateCommand();
            damage.CommandText = "UPDATE buyin_trail_minutes SET pm_close_price = 1 WHERE minute = 7 AND buyin_id = (SELECT MIN(buyin_id) FROM buyin_trail_minutes)";
            Assert.That(await damage.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }

        var check = await folder.RunAsync("--drill-check", "--json", "check.json");
        Assert.That(check.ExitCode, Is.EqualTo(1), check.Everything);
        var outcome = folder.Json("check.json").GetProperty("outcome");
        Assert.That(outcome.GetProperty("differences").GetProperty("sqlite").GetInt64(), Is.EqualTo(1));
        Assert.That(outcome.GetProperty("differences").GetProperty("files").GetInt64(), Is.Zero);
    }
}
