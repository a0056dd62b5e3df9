using NUnit.Framework;
using TradePersist.Relational;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.Migrations;

/// <summary>A <c>trades</c> table as an older system made it: serial ids, a row per trade that was over, times without a zone.</summary>
[TestFixture(typeof(SqliteEngine))]
[TestFixture(typeof(DuckDbEngine))]
[TestFixture(typeof(PostgresEngine))]
internal sealed class AdoptionTests<TEngine> : MigrationTestBase<TEngine>
    where TEngine : ISqlEngine, new()
{
    private const string Columns = "symbol, side, entry_price, exit_price, quantity, entry_time, exit_time, pnl_usd, pnl_percent, exit_reason, leverage, strategy_name, created_at";

    private const string Rows =
        $"""
        INSERT INTO trades ({Columns}) VALUES
          ('BTCUSDT', 'long', 43250.5, 43999.99, 0.015, '2025-10-30 23:59:59.5', '2025-11-01 00:00:00.25', 11.24235, 17.3, 'tp', 10, 'trend_pullback', '2025-11-01 00:00:01'),
          ('1000PEPEUSDT', 'short', 0.00000652, 0.00000701, 1000000, '2025-11-01 08:00:00', '2025-11-01 09:30:00', -0.49, -7.51533742, 'sl', 1, NULL, NULL),
          ('BTCUSDT', 'short', 44000, 44000, 0.5, '2025-11-02 10:00:00', '2025-11-02 10:00:00', 0, 0, 'manual', NULL, 'unknown', '2025-11-02 10:00:01')
        """;

    [Test]
    public async Task ItsRowsBecomeClosedTradesAndCountInTheStatistics()
    {
        await RunAsync($"{Engine.OldTrades};;{Rows}");
        await using (var tp = await OpenAsync())
        {
            var trades = (await tp.Trades.GetHistoryAsync()).OrderBy(trade => trade.EntryTime).ToList();
            Assert.That(trades.Select(trade => trade.Status), Is.All.EqualTo(TradeStatus.Closed));
            Assert.That(trades[0] with { Id = default }, Is.EqualTo(new Trade
            {
                Symbol = "BTCUSDT", Side = TradeSide.Long, Status = TradeStatus.Closed, EntryPrice = 43250.5m, ExitPrice = 43999.99m, Quantity = 0.015m,
                EntryTime = At("2025-10-30T23:59:59.5Z"), ExitTime = At("2025-11-01T00:00:00.25Z"), PnlUsd = 11.24235m, PnlPercent = 17.3m, ExitReason = "tp", Leverage = 10m,
                StrategyName = "trend_pullback", StatusTime = At("2025-11-01T00:00:00.25Z"), CreatedAt = At("2025-11-01T00:00:01Z"), UpdatedAt = At("2025-11-01T00:00:01Z"), Revision = 1,
            }));
            Assert.That(trades[1] with { Id = default }, Is.EqualTo(new Trade
            {
                Symbol = "1000PEPEUSDT", Side = TradeSide.Short, Status = TradeStatus.Closed, EntryPrice = 0.00000652m, ExitPrice = 0.00000701m, Quantity = 1000000m,
                EntryTime = At("2025-11-01T08:00:00Z"), ExitTime = At("2025-11-01T09:30:00Z"), PnlUsd = -0.49m, PnlPercent = -7.51533742m, ExitReason = "sl", Leverage = 1m,
                StrategyName = "unknown", StatusTime = At("2025-11-01T09:30:00Z"), CreatedAt = At("2025-11-01T09:30:00Z"), UpdatedAt = At("2025-11-01T09:30:00Z"), Revision = 1,
            }));
            Assert.That(trades[2].Leverage, Is.EqualTo(1m));
            var statistics = await tp.Trades.GetStatisticsAsync();
            Assert.That((statistics.TotalTrades, statistics.Wins, statistics.Losses, statistics.TotalPnl), Is.EqualTo((3, 1, 2, 10.75235m)));
            Assert.That((statistics.BestTrade?.Id, statistics.WorstTrade?.Id), Is.EqualTo((trades[0].Id, trades[1].Id)));

            await tp.Trades.CorrectAsync(trades[1] with { PnlUsd = -0.5m }, "fee");
            var added = await tp.Trades.AddAsync(Deal.Closed(20m));
            Assert.That((await tp.Trades.GetStatisticsAsync()).TotalPnl, Is.EqualTo(10.74235m + added.Trade.PnlUsd));
        }

        Assert.That(await RunAsync("SELECT id, symbol, exit_reason FROM trades_before_tradepersist ORDER BY id"), Is.EqualTo("1|BTCUSDT|tp\n2|1000PEPEUSDT|sl\n3|BTCUSDT|manual"));
        await StartAsync();
        await StartAsync(MigrationMode.Validate);
        Assert.That(await RunAsync("SELECT count(*) FROM trades"), Is.EqualTo("4"), "once is enough");
    }

    [Test]
    public async Task TheSameRowsBecomeTheSameTradesAndOthersOthers()
    {
        await RunAsync($"{Engine.OldTrades};;{Rows}");
        await StartAsync();
        const string Written = "SELECT id, symbol, pnl_usd, created_at, updated_at FROM trades ORDER BY id;;SELECT shard, symbol, trades FROM trade_stats ORDER BY day, symbol";
        var written = await RunAsync(Written);
        await MigrateAsync((migrator, store) => migrator.DownAsync(store, 2, default));
        await StartAsync();
        Assert.That(await RunAsync(Written), Is.EqualTo(written), "the table that was kept is taken over again");

        DeleteFolder();
        CreateFolder();
        await RunAsync($"{Engine.OldTrades};;{Rows.Replace("0.015", "0.016", StringComparison.Ordinal)}");
        await StartAsync();
        var other = await RunAsync(Written);
        Assert.That(other.Split('\n')[..3].Intersect(written.Split('\n')).Count(), Is.EqualTo(2));
        Assert.That(other.Split('\n')[3..].Intersect(written.Split('\n')), Is.Empty, "each table has statistics of its own");
    }

    [TestCase("side = 'buy'", "trades.side: is buy in the row id = 2, must be long or short")]
    [TestCase("entry_price = 0", "trades.entry_price: is 0 in the row id = 2, must keep entry_price <> 0")]
    [TestCase("quantity = -1", "trades.quantity: is -1 in the row id = 2, must keep quantity > 0")]
    [TestCase("leverage = 0", "trades.leverage: is 0 in the row id = 2, must keep leverage > 0")]
    [TestCase("exit_time = '2025-10-01 00:00:00'", "trades.exit_time: is 2025-10-01T00:00:00Z in the row id = 2, must keep exit_time >= entry_time (entry_time = 2025-11-01T08:00:00Z)")]
    [TestCase("symbol = ''", "trades.symbol: is  in the row id = 2, must not be empty")]
    [TestCase("symbol = 'S234567890123456789012345678901234567890123456789012345678901234567890'", "trades.symbol: is S234567890123456789012345678901234567890123456789012345678901234567890 in the row id = 2, must have at most 64 characters, not 70")]
    public async Task AValueThatCannotBeOursIsNamedAndNothingIsChanged(string damage, string problem)
    {
        await RunAsync($"{Engine.OldTrades};;{Rows};;UPDATE trades SET {damage} WHERE id = 2");
        var before = await RunAsync($"{Engine.Schema};;SELECT * FROM trades ORDER BY id");
        await using var tier = Engine.NewTier(Folder.Root);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => tier.OpenAsync(Tables, default)))!;
        Assert.That(error.Problems, Is.EqualTo(new[] { problem }));
        Assert.That(tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        await tier.DisposeAsync();
        Assert.That(await RunAsync($"{Engine.Schema};;SELECT * FROM trades ORDER BY id"), Is.EqualTo(before));
    }

    [Test]
    public async Task ManyRowsAllCome()
    {
        await RunAsync(Engine.OldTrades);
        for (var from = 1; from <= 10_001; from += 1000)
        {
            var rows = Enumerable.Range(from, Math.Min(1000, 10_002 - from)).Select(i => $"({i * 3}, 'S{i % 7}', 'long', 1, 2, 1, '2025-11-01 00:00:00', '2025-11-02 00:00:00', 1, 100, 'tp')");
            await RunAsync($"INSERT INTO trades (id, symbol, side, entry_price, exit_price, quantity, entry_time, exit_time, pnl_usd, pnl_percent, exit_reason) VALUES {string.Join(", ", rows)}");
        }

        await StartAsync();
        Assert.That(await RunAsync("SELECT count(*) FROM trades;;SELECT sum(trades) FROM trade_stats"), Is.EqualTo("10001\n10001"));
    }

    [Test]
    public async Task ATableThatWasKeptBeforeIsNotOverwritten()
    {
        await RunAsync($"{Engine.OldTrades};;{Rows};;CREATE TABLE trades_before_tradepersist (precious INTEGER)");
        await using var tier = Engine.NewTier(Folder.Root);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => tier.OpenAsync(Tables, default)))!;
        Assert.That(error.Problems.Single(), Does.StartWith("trades_before_tradepersist: exists"));
        Assert.That(await RunAsync("SELECT count(*) FROM trades"), Is.EqualTo("3"));
    }

    [Test]
    public async Task ValidateSaysWhatIsThere()
    {
        await RunAsync($"{Engine.OldTrades};;{Rows}");
        await using var tier = Engine.NewTier(Folder.Root, MigrationMode.Validate);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => tier.OpenAsync(Tables, default)))!;
        Assert.That(error.Problems, Has.Member("tp_migration: version 3 (trades) is not applied"));
        Assert.That(await RunAsync("SELECT count(*) FROM trades"), Is.EqualTo("3"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private Task<TradePersistence> OpenAsync() => TradePersistence.OpenAsync(builder => Engine.AddTo(builder.UseDataFolder(Folder["data"]), Folder.Root));
}
