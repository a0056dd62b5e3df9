using Microsoft.Data.Sqlite;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.EndToEnd;

public sealed class SqliteChainTests : EmbeddedChainTests
{
    protected override string TierName => "sqlite";

    protected override string Mark => "@";

    [Test]
    public async Task TradesInRapidSuccessionAreAllKeptWhileAnotherProgramLocksTheDatabase()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder);
        await using (var other = await ConnectAsync(folder[FileName]))
        {
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => tp.Trades.AddAsync(Closed(i)).WaitAsync(TimeSpan.FromSeconds(30))));
            await Until.TrueAsync(() => tp.Tier(TierName).State == TierState.Down, "the tier is seen to be down");
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Degraded));
            var recent = await tp.Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 200 });
            Assert.That((recent.Tier, recent.Count), Is.EqualTo(("memory", 200)), "reads go on from memory and say so");
        }

        await Until.TrueAsync(() => tp.Tier(TierName).LagRecords == 0, "the tier has healed");
        Assert.That(await CountAsync(tp), Is.EqualTo(200));
        Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Healthy));
    }

    protected override void Add(TradePersistenceBuilder builder, string path, Action<TierOptions> tier) =>
        builder.AddSqlite(path, tier, sqlite => sqlite.BusyTimeout = TimeSpan.FromMilliseconds(50));

    protected override async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = await ConnectAsync(path);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<SqliteConnection> ConnectAsync(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
