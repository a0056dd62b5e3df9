using NUnit.Framework;
using TradePersist.Postgres;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Postgres;

internal sealed class PostgresDoorTests : SqlDoorTests
{
    protected override string Mark => "@";

    protected override string OneOf(string parameter) => $"= ANY ({Mark}{parameter})";

    [OneTimeSetUp]
    public void RequireServer() => PostgresServer.Url();

    protected override ISqlTier NewTier() => new PostgresTier(PostgresServer.Options(PostgresServer.SchemaOf(Folder)));

    protected override Task<string> ForeignAsync(string sql) => PostgresProgram.RunAsync(PostgresServer.Url(), PostgresServer.SchemaOf(Folder), sql);

    [TestCase("DELETE FROM kinds")]
    [TestCase("INSERT INTO kinds (id) VALUES (9) RETURNING id")]
    [TestCase("WITH x AS (DELETE FROM kinds RETURNING id) SELECT id FROM x")]
    [TestCase("SELECT 1; DELETE FROM kinds")]
    [TestCase("COMMIT; DELETE FROM kinds")]
    [TestCase("SELECT 1; COMMIT; DELETE FROM {1}.kinds; SELECT 2")]
    [TestCase("SELECT set_config('transaction_read_only', 'off', true); DELETE FROM kinds")]
    [TestCase("SELECT ';'; DELETE FROM kinds --")]
    [TestCase("SELECT set_config('transaction_read_only', 'off', false)")]
    [TestCase("SELECT id INTO copied FROM kinds")]
    [TestCase("COPY kinds TO PROGRAM 'touch {0}'")]
    [TestCase("/* SELECT */ COPY kinds TO '{0}'")]
    [TestCase("DROP TABLE kinds")]
    [TestCase("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")]
    [TestCase("EXPLAIN ANALYZE DELETE FROM kinds")]
    [TestCase("DO 'BEGIN DELETE FROM kinds; END'")]
    [TestCase("SELECT nextval('counter')")]
    public async Task AStatementThatWritesFailsAndChangesNothing(string sql)
    {
        await ForeignAsync("CREATE SEQUENCE counter");
        var elsewhere = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.That(
            () => Tier.QuerySqlAsync<string>(sql.Replace("{0}", elsewhere, StringComparison.Ordinal).Replace("{1}", PostgresServer.SchemaOf(Folder), StringComparison.Ordinal), null, default),
            Throws.ArgumentException.Or.InstanceOf<Npgsql.PostgresException>());
        Assert.That(File.Exists(elsewhere), Is.False);
        Assert.That(await ForeignAsync("SELECT count(*), max(c_text) FROM kinds;;SELECT to_regclass('copied');;SELECT is_called FROM counter"), Is.EqualTo("2|BTC\n\nf"));
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task ASettingOrALockOfAStatementDoesNotOutliveIt()
    {
        Assert.That(await Tier.QuerySqlAsync<string>("SELECT set_config('extra_float_digits', '-3', false)", null, default), Is.EqualTo(new[] { "-3" }));
        await Tier.QuerySqlAsync<dynamic>("SELECT pg_advisory_lock(815)", null, default);
        for (var i = 0; i < 12; i++)
        {
            Assert.That(await Tier.QuerySqlAsync<string>("SHOW extra_float_digits", null, default), Is.Not.EqualTo(new[] { "-3" }));
        }

        Assert.That(await ForeignAsync("SELECT pg_try_advisory_lock(815)"), Is.EqualTo("t"));
    }

    [TestCase("  -- a comment; or two\n SELECT count(*) FROM kinds ; ")]
    [TestCase("/* SELECT */ (SELECT 2)")]
    [TestCase("TABLE answers")]
    [TestCase("WITH n AS (SELECT 2 AS n) SELECT n FROM n")]
    public async Task EveryFormOfAQuestionIsAnswered(string sql)
    {
        await ForeignAsync("CREATE TABLE answers AS SELECT 2");
        if (sql.Contains("; or", StringComparison.Ordinal))
        {
            Assert.That(() => Tier.QuerySqlAsync<long>(sql, null, default), Throws.ArgumentException, "a ';' is refused wherever it is");
            return;
        }

        Assert.That(await Tier.QuerySqlAsync<long>(sql, null, default), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task ALargeDecimalIsReadWhole() =>
        Assert.That(
            await Tier.QuerySqlAsync<decimal>("SELECT CAST(12345678901234567890.12345678 AS numeric(38,18))", null, default),
            Is.EqualTo(new[] { 12345678901234567890.12345678m }));
}
