using Microsoft.Data.Sqlite;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.EndToEnd;

/// <summary>The embedded default: journal and SQLite, met by what other programs and full or damaged disks do to it.</summary>
public class SqliteChainTests
{
    [Test]
    public async Task APoisonTradeAmongAThousandIsQuarantinedAndTakenOnceTheDatabaseAllowsIt()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder);
        await ExecuteAsync(folder, "CREATE TRIGGER refuse BEFORE INSERT ON trades WHEN NEW.symbol = 'POISON' BEGIN SELECT RAISE(ABORT, 'not this one'); END");

        var ids = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i => (await tp.Trades.AddAsync(Closed(i, i == 421 ? "POISON" : "BTC"))).Trade.Id));
        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(await CountAsync(tp), Is.EqualTo(999));
        Assert.That(tp.GetQuarantine("sqlite").Single().Reason, Does.Contain("not this one"));

        await ExecuteAsync(folder, "DROP TRIGGER refuse");
        Assert.That(await tp.RetryQuarantineAsync("sqlite"), Is.EqualTo(1));
        Assert.That(await CountAsync(tp), Is.EqualTo(1000));
        Assert.That((await tp.Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(1000), "the statistics of the poison trade came with it");
        Assert.That((await tp.Trades.GetAsync(ids[421]))!.Symbol, Is.EqualTo("POISON"));
    }

    [Test]
    public async Task TradesInRapidSuccessionAreAllKeptWhileAnotherProgramLocksTheDatabase()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder, sqlite => sqlite.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await using (var other = await ConnectAsync(folder))
        {
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => tp.Trades.AddAsync(Closed(i)).WaitAsync(TimeSpan.FromSeconds(30))));
            await Until.TrueAsync(() => tp.Tier("sqlite").State == TierState.Down, "the tier is seen to be down");
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Degraded));
            var recent = await tp.Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 200 });
            Assert.That((recent.Tier, recent.Count), Is.EqualTo(("memory", 200)), "reads go on from memory and say so");
        }

        await Until.TrueAsync(() => tp.Tier("sqlite").LagRecords == 0, "the tier has healed");
        Assert.That(await CountAsync(tp), Is.EqualTo(200));
        Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task ADamagedDatabaseStopsTheTierAndNotTheBot()
    {
        using var folder = new TempFolder();
        await using (var tp = await OpenAsync(folder))
        {
            await tp.Trades.AddAsync(Closed(0));
        }

        await File.WriteAllTextAsync(folder["bot.db"], string.Concat(Enumerable.Repeat("not a database, by any measure. ", 200)));
        await Assert.ThrowsAsync<SqliteException>(() => OpenAsync(folder), "a required tier that can never be used ends the start");

        await using var mirrored = await OpenAsync(folder, tier: options => options.Mirror());
        await mirrored.Trades.AddAsync(Closed(1));
        Assert.That(mirrored.Tier("sqlite").State, Is.EqualTo(TierState.Failed));
    }

    [Test]
    public async Task TheReadOnlyDoorAnswersAnyQuestionAndChangesNothing()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder);
        for (var i = 0; i < 10; i++)
        {
            await tp.Trades.AddAsync(Closed(i, i % 2 == 0 ? "BTC" : "ETH"));
        }

        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        var rows = await tp.QueryAsync<(string Symbol, long Trades)>(
            "sqlite",
            "SELECT symbol, count(*) FROM trades WHERE symbol <> @without GROUP BY symbol",
            new { without = "ETH" });
        Assert.That(rows, Is.EqualTo(new[] { ("BTC", 5L) }));
        await Assert.ThrowsAsync<SqliteException>(() => tp.QueryAsync<long>("sqlite", "DELETE FROM trades RETURNING 1"));
        Assert.That(await CountAsync(tp), Is.EqualTo(10));
    }

    [Test]
    public async Task ADatabaseFileThatIsTakenAwayIsNoticedAndNothingIsLost()
    {
        using var folder = new TempFolder();
        await using (var tp = await OpenAsync(folder))
        {
            await tp.Trades.AddAsync(Closed(0));
        }

        File.Delete(folder["bot.db"]);
        await using var again = await OpenAsync(folder);
        await Until.TrueAsync(() => again.Tier("sqlite").LagRecords == 0, "the journal feeds the new file");
        Assert.That(await CountAsync(again), Is.EqualTo(1), "the journal still held the record");
    }

    private static Trade Closed(int minute, string symbol = "BTC") => new()
    {
        Symbol = symbol,
        Side = TradeSide.Long,
        Quantity = 1,
        EntryPrice = 100,
        ExitPrice = 101,
        EntryTime = Bars.Start.AddMinutes(minute),
        ExitTime = Bars.Start.AddMinutes(minute + 1),
        ExitReason = "tp",
    };

    private static Task<TradePersistence> OpenAsync(TempFolder folder, Action<Sqlite.SqliteOptions>? sqlite = null, Action<TierOptions>? tier = null) =>
        TradePersistence.OpenAsync(builder => builder
            .UseJournal(folder["journal"])
            .AddSqlite(
                folder["bot.db"],
                options =>
                {
                    (options.RetryDelay, options.MaxRetryDelay) = (TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50));
                    tier?.Invoke(options);
                },
                sqlite));

    private static async Task<long> CountAsync(TradePersistence tp) =>
        (await tp.QueryAsync<long>("sqlite", "SELECT count(*) FROM trades")).Single();

    private static async Task<SqliteConnection> ConnectAsync(TempFolder folder)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder["bot.db"], Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(TempFolder folder, string sql)
    {
        await using var connection = await ConnectAsync(folder);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
