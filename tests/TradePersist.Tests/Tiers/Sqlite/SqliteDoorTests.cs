using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteDoorTests : SqliteTestBase
{
    private static readonly Guid SomeId = Guid.Parse("0192f5a0-7b3c-7def-8abc-def012345678");
    private static readonly DateTimeOffset SomeTime = new(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));

    private enum Level
    {
        Low = 1,
    }

    [SetUp]
    public async Task FillAsync()
    {
        await OpenAsync();
        await ApplyAsync(
            Kinds.Row(
                1, (Kinds.Int32, Value.Of(1L)), (Kinds.Double, Value.Of(0.5)), (Kinds.Decimal, Value.Of(0.0000000652m)), (Kinds.Bool, Value.Of(true)),
                (Kinds.Text, Value.Of("BTC")), (Kinds.Timestamp, Value.Of(SomeTime)), (Kinds.Guid, Value.Of(SomeId)), (Kinds.Blob, Value.Of(new byte[] { 9 }))),
            null,
            1);
        await ApplyAsync(Kinds.Row(2), 1, 2);
    }

    [Test]
    public async Task RowsBecomeRecords()
    {
        var rows = await Tier.QuerySqlAsync<Positional>("SELECT id, c_int32, c_decimal, c_bool, c_guid, c_timestamp FROM kinds ORDER BY id", null, default);
        Assert.That(rows, Is.EqualTo(new[] { new Positional(1, Level.Low, 0.0000000652m, true, SomeId, SomeTime), new Positional(2, null, null, null, null, null) }));
    }

    [Test]
    public async Task RowsBecomeObjectsWithMembersInAnyOrder()
    {
        var row = (await Tier.QuerySqlAsync<Mutable>("SELECT c_timestamp, c_blob, c_text, c_double, id, 3 AS unknown FROM kinds WHERE id = 1", null, default)).Single();
        Assert.That((row.Id, row.CText, row.CDouble, row.CTimestamp), Is.EqualTo((1, "BTC", 0.5f, SomeTime.UtcDateTime)));
        Assert.That(row.CBlob, Is.EqualTo(new byte[] { 9 }));
    }

    [Test]
    public async Task RowsBecomeValuesTuplesAndDynamicObjects()
    {
        Assert.That(await Tier.QuerySqlAsync<decimal?>("SELECT c_decimal FROM kinds ORDER BY id", null, default), Is.EqualTo(new decimal?[] { 0.0000000652m, null }));
        Assert.That(await Tier.QuerySqlAsync<string>("SELECT c_text FROM kinds ORDER BY id", null, default), Is.EqualTo(new[] { "BTC", null }));
        Assert.That(await Tier.QuerySqlAsync<int>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 2 }));
        Assert.That(await Tier.QuerySqlAsync<(Guid Id, decimal Price)>("SELECT c_guid, c_decimal FROM kinds WHERE id = 1", null, default), Is.EqualTo(new[] { (SomeId, 0.0000000652m) }));
        var row = (await Tier.QuerySqlAsync<dynamic>("SELECT c_text AS symbol FROM kinds WHERE id = 1", null, default)).Single();
        Assert.That((string)row.symbol, Is.EqualTo("BTC"));
    }

    [Test]
    public async Task ParametersTakeTheFormsOfTheStore()
    {
        const string Where = "SELECT id FROM kinds WHERE c_guid = @id AND c_timestamp = @time AND c_decimal = @price AND c_bool = @flag AND c_text IN @symbols AND c_int32 = @level";
        var parameters = new { id = SomeId, time = SomeTime, price = 0.00000006520m, flag = true, symbols = new[] { "ETH", "BTC" }, level = Level.Low };
        Assert.That(await Tier.QuerySqlAsync<long>(Where, parameters, default), Is.EqualTo(new[] { 1 }));
        var byName = new Dictionary<string, object?> { ["id"] = SomeId };
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT id FROM kinds WHERE c_guid = @id", byName, default), Is.EqualTo(new[] { 1 }));
    }

    [TestCase("DELETE FROM kinds")]
    [TestCase("INSERT INTO kinds (id) VALUES (9) RETURNING id")]
    [TestCase("WITH x AS (SELECT 1) UPDATE kinds SET c_text = 'x'")]
    [TestCase("DROP TABLE kinds")]
    [TestCase("CREATE TEMP TABLE t (a)")]
    [TestCase("PRAGMA user_version = 7")]
    [TestCase("PRAGMA journal_mode = DELETE")]
    [TestCase("PRAGMA query_only = 0")]
    [TestCase("SAVEPOINT x")]
    [TestCase("CREATE VIRTUAL TABLE f USING fts5(a)")]
    [TestCase("ATTACH DATABASE '{0}' AS other")]
    [TestCase("VACUUM INTO '{0}'")]
    [TestCase("VACUUM")]
    [TestCase("BEGIN IMMEDIATE")]
    [TestCase("SELECT 1; DELETE FROM kinds")]
    [TestCase("SELECT load_extension('x')")]
    public async Task AStatementThatWritesFailsAndChangesNothing(string sql)
    {
        var elsewhere = DatabasePath + ".copy";
        var statement = sql.Replace("{0}", elsewhere, StringComparison.Ordinal);
        Assert.That(() => Tier.QuerySqlAsync<long>(statement, null, default), Throws.InstanceOf<Microsoft.Data.Sqlite.SqliteException>());
        Assert.That(File.Exists(elsewhere), Is.False);
        Assert.That(await ForeignAsync("SELECT count(*), max(c_text) FROM kinds;;PRAGMA user_version;;PRAGMA journal_mode"), Is.EqualTo("2|BTC\n0\nwal"));
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task TheSchemaMayBeLookedAt()
    {
        Assert.That(await Tier.QuerySqlAsync<string>("SELECT name FROM pragma_table_info('kinds') WHERE pk = 1", null, default), Is.EqualTo(new[] { "id" }));
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT value FROM json_each('[3,4]')", null, default), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(await Tier.QuerySqlAsync<string>("PRAGMA journal_mode", null, default), Is.EqualTo(new[] { "wal" }));
    }

    [Test]
    public async Task ALongQueryEndsWhenCanceled()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        const string Long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) SELECT count(*) FROM n";
        Assert.That(() => Tier.QuerySqlAsync<long>(Long, null, soon.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 2 }));
    }

    private sealed record Positional(long Id, Level? CInt32, decimal? CDecimal, bool? CBool, Guid? CGuid, DateTimeOffset? CTimestamp);

    private sealed class Mutable
    {
        public int Id { get; set; }

        public string? CText { get; set; }

        public float CDouble { get; set; }

        public DateTime CTimestamp { get; set; }

        public byte[]? CBlob { get; set; }
    }
}
