using NUnit.Framework;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteDoorTests : SqlDoorTests
{
    protected override string Mark => "@";

    protected override ISqlTier NewTier() => new SqliteTier(new SqliteOptions { Path = DatabasePath });

    protected override Task<string> ForeignAsync(string sql) => SqliteProgram.RunAsync(DatabasePath, sql);

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
}
