using NUnit.Framework;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tool;

public class QuarantineToolTests
{
    [Test]
    public async Task RecordsAreListedRetriedAndDroppedRunningOrNot([Values] bool isRunning)
    {
        using var folder = new ToolFolder();
        var database = await QuarantineAsync(folder, 3);
        await using var bot = isRunning ? await folder.OpenAsync() : null;

        var (exit, list) = await folder.AskAsync("quarantine", "list", "sqlite");
        Assert.That(exit, Is.EqualTo(1));
        Assert.That(list.EnumerateArray().Select(record => record.GetProperty("lsn").GetInt64()), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(list[0].GetProperty("reason").GetString(), Does.Contain("not this one"));
        var told = await folder.RunAsync("quarantine", "list", "sqlite");
        Assert.That(told.Output, Does.Contain("3 records in quarantine").And.Contain("not this one"));
        Assert.That((await folder.RunAsync("quarantine", "list", "files")).ExitCode, Is.Zero);

        var (stubborn, stay) = await folder.AskAsync("quarantine", "retry", "sqlite");
        Assert.That((stubborn, stay.GetProperty("taken").GetInt32(), stay.GetProperty("left").GetArrayLength()), Is.EqualTo((1, 0, 3)));

        var (partly, dropped) = await folder.AskAsync("quarantine", "drop", "sqlite", "3", "99");
        Assert.That((partly, dropped.GetProperty("dropped").GetRawText(), dropped.GetProperty("missing")[0].GetInt64()), Is.EqualTo((1, dropped.GetProperty("dropped").GetRawText(), 99L)));
        Assert.That(dropped.GetProperty("dropped").EnumerateArray().Select(lsn => lsn.GetInt64()), Is.EqualTo(new[] { 3 }));

        ForeignSql.Run(database, "DROP TRIGGER guard");
        var (mended, taken) = await folder.AskAsync("quarantine", "retry", "sqlite");
        Assert.That((mended, taken.GetProperty("taken").GetInt32(), taken.GetProperty("left").GetArrayLength()), Is.EqualTo((0, 2, 0)));

        var (_, found) = await folder.AskAsync("verify", "sqlite", "--against", "files");
        Assert.That(found.GetProperty("differences").GetInt64(), Is.EqualTo(1), "only the one that was dropped is missing");
    }

    [Test]
    public async Task AllCanBeDroppedAtOnceButNotByLeavingOutWhich()
    {
        using var folder = new ToolFolder();
        await QuarantineAsync(folder, 2);
        foreach (var arguments in new string[][] { ["sqlite"], ["sqlite", "2", "--all"], ["nowhere", "--all"], ["sqlite", "two"] })
        {
            var refused = await folder.RunAsync(["quarantine", "drop", .. arguments]);
            Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Everything);
        }

        Assert.That((await folder.RunAsync("quarantine", "list", "sqlite")).Output, Does.Contain("2 records"));
        var run = await folder.RunAsync("quarantine", "drop", "sqlite", "--all");
        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That(run.Output, Does.Contain("2 records dropped"));
        Assert.That((await folder.RunAsync("quarantine", "list", "sqlite")).ExitCode, Is.Zero);
    }

    /// <summary>A store whose SQLite refuses its last records; returns the path of that.</summary>
    private static async Task<string> QuarantineAsync(ToolFolder folder, int records)
    {
        await folder.FillAsync(10);
        var database = Path.Combine(folder.Data, "tradepersist.db");
        ForeignSql.Run(database, "CREATE TRIGGER guard BEFORE INSERT ON candles WHEN NEW.symbol = 'POISON' BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        await using var store = await folder.OpenAsync();
        for (var minute = 0; minute < records; minute++)
        {
            await store.Candles.SaveAsync(Bars.One(minute, symbol: "POISON"));
        }

        await store.DrainAsync(TimeSpan.FromSeconds(30));
        return database;
    }
}
