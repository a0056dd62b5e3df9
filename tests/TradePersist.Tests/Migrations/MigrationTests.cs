using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Migrations;

[TestFixture(typeof(SqliteEngine))]
[TestFixture(typeof(DuckDbEngine))]
[TestFixture(typeof(PostgresEngine))]
internal sealed class MigrationTests<TEngine> : MigrationTestBase<TEngine>
    where TEngine : ISqlEngine, new()
{
    private const string Recorded = "SELECT version, applied_by FROM tp_migration ORDER BY version";

    private static readonly string Library = Migrator.Library;

    [Test]
    public async Task AStoreFromBeforeVersionsIsTakenOverWithItsRowsAndItsPosition()
    {
        await BuildWithoutRecordsAsync();
        await FillAsync();
        var before = await SchemaAsync();
        var log = new LogBook();
        await StartAsync(log: log);
        Assert.That(await RunAsync(Recorded), Is.EqualTo($"1|{Library}\n2|{Library}\n3|{Library}\n4|{Library}"));
        Assert.That(log.Ids, Is.EqualTo(new[] { 1400, 1400, 1400, 1400 }), "nothing has drifted");
        Assert.That(await RunAsync("SELECT symbol, close FROM candles;;SELECT lsn FROM tp_position"), Is.EqualTo("BTC|1.5\n7"));
        await RunAsync("DROP TABLE tp_migration");
        Assert.That(await SchemaAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task ANewerSchemaIsRefused([Values(MigrationMode.Apply, MigrationMode.Validate)] MigrationMode mode)
    {
        await StartAsync();
        await RunAsync("INSERT INTO tp_migration SELECT 7, 'later', checksum, applied_at, 'TradePersist 9.9.9' FROM tp_migration WHERE version = 1");
        await RunAsync("DROP TABLE trade_stats");
        var before = await SchemaAsync();
        await using var tier = Engine.NewTier(Folder.Root, mode);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => tier.OpenAsync(Tables, default)))!;
        Assert.That(error.Message, Does.Contain($"tp_migration.version: is 7, must be at most 4, the newest that {Library} knows"));
        Assert.That(tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await SchemaAsync(), Is.EqualTo(before));
        await tier.DisposeAsync();

        await StartAsync(MigrationMode.Off);
        Assert.That(await Assert.CatchAsync(() => MigrateAsync((migrator, store) => migrator.UpAsync(store, null, default))), Is.TypeOf<SchemaMismatchException>());
        Assert.That(await Assert.CatchAsync(() => MigrateAsync((migrator, store) => migrator.DownAsync(store, 0, default))), Is.TypeOf<SchemaMismatchException>());
        Assert.That(await SchemaAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task EachDifferenceIsNamedAndNothingIsChanged()
    {
        foreach (var (damage, problem) in Engine.Damages)
        {
            await RebuildAsync();
            await RunAsync(damage);
            await AssertRefusedAsync(problem);
        }
    }

    [Test]
    public async Task WhatApplyMendsIsLogged()
    {
        await StartAsync();
        await RunAsync("DROP TABLE trade_stats;;UPDATE tp_migration SET checksum = 'other' WHERE version = 3");
        var log = new LogBook();
        await StartAsync(log: log);
        Assert.That(log.Ids, Is.EqualTo(new[] { 1401, 1401 }));
        Assert.That(log.Texts.First(), Does.Contain("trade_stats: is missing"));
        Assert.That(log.Texts.Last(), Does.Contain("version 3 (trades) was applied"));
        Assert.That(await RunAsync("SELECT count(*) FROM trade_stats"), Is.EqualTo("0"));
    }

    [Test]
    public async Task AChecksumThatIsNotOursIsDrift()
    {
        await StartAsync();
        await RunAsync("UPDATE tp_migration SET checksum = 'other', applied_by = 'somebody' WHERE version = 2");
        await AssertRefusedAsync($"tp_migration: version 2 (candles) was applied by somebody as something else than {Library} makes of it");
        var status = await MigrateAsync((migrator, store) => migrator.InspectAsync(store, default));
        Assert.That(status.Versions.Select(version => version.State), Is.EqualTo(new[] { MigrationState.Applied, MigrationState.Drifted, MigrationState.Applied, MigrationState.Applied }));
    }

    [Test]
    public async Task AVersionThatIsMissingIsNamedNotApplied()
    {
        await MigrateAsync((migrator, store) => migrator.UpAsync(store, 2, default));
        Assert.That(await RunAsync(Recorded), Is.EqualTo($"1|{Library}\n2|{Library}"));
        Assert.That(await SchemaAsync(), Does.Contain("candles").And.Not.Contain("trades").And.Not.Contain("buyin"));
        await AssertRefusedAsync("tp_migration: version 3 (trades) is not applied", "tp_migration: version 4 (trails) is not applied");
        await StartAsync();
        await StartAsync(MigrationMode.Validate);
    }

    [Test]
    public async Task OffNeitherLooksNorTouches()
    {
        await RunAsync("CREATE TABLE candles (strange INTEGER)");
        var before = await SchemaAsync();
        await StartAsync(MigrationMode.Off);
        Assert.That(await SchemaAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task DownDropsWhatLaterVersionsMadeAndForgetsThePosition()
    {
        await MigrateAsync((migrator, store) => migrator.UpAsync(store, 2, default));
        var before = await SchemaAsync();
        await StartAsync();
        await FillAsync();
        await MigrateAsync((migrator, store) => migrator.DownAsync(store, 2, default));
        Assert.That(await SchemaAsync(), Is.EqualTo(before));
        Assert.That(await RunAsync(Recorded), Is.EqualTo($"1|{Library}\n2|{Library}"));
        Assert.That(await RunAsync("SELECT symbol FROM candles;;SELECT lsn FROM tp_position"), Is.EqualTo("BTC"), "what stays keeps its rows, and does not pass for complete");
        await StartAsync();
        await StartAsync(MigrationMode.Validate);
        await MigrateAsync((migrator, store) => migrator.DownAsync(store, 0, default));
        Assert.That(await SchemaAsync(), Is.Empty);
        await MigrateAsync((migrator, store) => migrator.DownAsync(store, 0, default));
    }

    [Test]
    public async Task NoOtherVersionsThanThereAre([Values(-1, 5)] int to)
    {
        Assert.That(await Assert.CatchAsync(() => MigrateAsync((migrator, store) => migrator.DownAsync(store, to, default))), Is.InstanceOf<ArgumentException>());
        Assert.That(await Assert.CatchAsync(() => MigrateAsync((migrator, store) => migrator.UpAsync(store, to, default))), Is.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task AStoreHoldsTheVersionsOfItsOwnTables()
    {
        await StartAsync(tables: new Catalog().TablesOf(Domains.Trades));
        Assert.That(await RunAsync(Recorded), Is.EqualTo($"1|{Library}\n3|{Library}"));
        await StartAsync(MigrationMode.Validate, new Catalog().TablesOf(Domains.Trades));
        var more = new Catalog().TablesOf(Domains.Trades | Domains.Candles);
        await StartAsync(tables: more);
        Assert.That(await RunAsync(Recorded), Is.EqualTo($"1|{Library}\n2|{Library}\n3|{Library}"));
        await StartAsync(MigrationMode.Validate, new Catalog().TablesOf(Domains.Candles));
    }

    [Test]
    public async Task APrefixAndOwnColumnsAreNoDrift()
    {
        var tables = new Catalog(TrailSchema.Default.WithoutGroup("sp").WithColumn("pm", new TrailColumn("pm_mood", ColumnKind.Double, "mood"))).Tables;
        await StartAsync(tables: tables);
        await StartAsync(MigrationMode.Validate, tables);
        await using var tier = Engine.NewTier(Folder.Root, prefix: "bot_");
        await tier.OpenAsync(Tables, default);
        Assert.That(await RunAsync("SELECT checksum FROM bot_tp_migration ORDER BY version"), Is.EqualTo(await RunAsync("SELECT checksum FROM tp_migration ORDER BY version")));
        Assert.That(await RunAsync("SELECT checksum FROM tp_migration ORDER BY version"), Is.EqualTo(string.Join('\n', Migrations().Select(migration => migration.Checksum))));
    }

    [Test]
    public async Task AModelThatGrewLeavesItsEarlierVersionsAlone()
    {
        var (id, text, late) = (Column.Int64("id"), Column.Text("text", 9), Column.Int64("late", nullable: true));
        var grown = new Table("things", [id, late, text], [id], indexes: [new TableIndex(text), new TableIndex(late)], checks: [Check.Columns(id, Comparison.GreaterOrEqual, id)]);
        var history = new SchemaHistory(
        [
            new SchemaVersion(1, "bookkeeping", []),
            new SchemaVersion(2, "things", [grown]),
            new SchemaVersion(3, "late", []) { Additions = [new TableAddition(grown, [late], [grown.Indexes[1]])] },
        ]);
        var (id2, text2) = (Column.Int64("id"), Column.Text("text", 9));
        var young = new Table("things", [id2, text2], [id2], indexes: [new TableIndex(text2)], checks: [Check.Columns(id2, Comparison.GreaterOrEqual, id2)]);
        var before = new SchemaHistory([new SchemaVersion(1, "bookkeeping", []), new SchemaVersion(2, "things", [young])]);

        await MigrateAsync((migrator, store) => migrator.UpAsync(store, null, default), [young], before);
        await RunAsync("INSERT INTO things (id, text) VALUES (1, 'a')");
        var youngSchema = await SchemaAsync();
        await AssertStateAsync([grown], history, MigrationState.Applied, MigrationState.Applied, MigrationState.Pending);

        await MigrateAsync((migrator, store) => migrator.UpAsync(store, 2, default), [grown], history);
        Assert.That(await SchemaAsync(), Is.EqualTo(youngSchema));
        await MigrateAsync((migrator, store) => migrator.UpAsync(store, null, default), [grown], history);
        await AssertStateAsync([grown], history, MigrationState.Applied, MigrationState.Applied, MigrationState.Applied);
        Assert.That(await RunAsync("SELECT id, text FROM things WHERE late IS NULL"), Is.EqualTo("1|a"));

        await MigrateAsync((migrator, store) => migrator.DownAsync(store, 2, default), [grown], history);
        await AssertStateAsync([young], before, MigrationState.Applied, MigrationState.Applied);
        Assert.That(await RunAsync("SELECT * FROM things"), Is.EqualTo("1|a"));
        foreach (var statement in await MigrateAsync((migrator, _) => Task.FromResult(migrator.Migrations[2].Up), [grown], history))
        {
            await RunAsync(statement);
        }

        await AssertStateAsync([grown], history, MigrationState.Applied, MigrationState.Applied, MigrationState.Applied);
    }

    private async Task AssertStateAsync(IReadOnlyList<Table> tables, SchemaHistory history, params MigrationState[] states)
    {
        var status = await MigrateAsync((migrator, store) => migrator.InspectAsync(store, default), tables, history);
        Assert.That(status.Versions.Select(version => version.State), Is.EqualTo(states));
        Assert.That(status.Differences, Is.Empty);
    }

    private async Task AssertRefusedAsync(params string[] problems)
    {
        var before = await SchemaAsync();
        await using var tier = Engine.NewTier(Folder.Root, MigrationMode.Validate);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => tier.OpenAsync(Tables, default)))!;
        Assert.That(error.Problems, Is.EqualTo(problems));
        Assert.That(tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await SchemaAsync(), Is.EqualTo(before));
    }

    private async Task RebuildAsync()
    {
        DeleteFolder();
        CreateFolder();
        await StartAsync();
    }

    private async Task BuildWithoutRecordsAsync()
    {
        foreach (var statement in Migrations().SelectMany(migration => migration.Up).Where(statement => !statement.Contains("tp_migration", StringComparison.Ordinal)))
        {
            await RunAsync(statement);
        }
    }

    private Task FillAsync() => RunAsync(
        $"INSERT INTO candles VALUES ('BTC', '1m', {Engine.Noon}, 1, 2, 1, 1.5, 9);;INSERT INTO tp_position VALUES ('01020304-0506-0708-090a-0b0c0d0e0f10', 7)");
}
