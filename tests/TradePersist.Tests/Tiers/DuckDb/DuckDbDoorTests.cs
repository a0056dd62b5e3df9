using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbDoorTests : SqlDoorTests
{
    protected override string Mark => "$";

    protected override ISqlTier NewTier() => new DuckDbTier(new DuckDbOptions { Path = DatabasePath });

    protected override Task<string> ForeignAsync(string sql) => DuckDbProgram.RunAsync(DatabasePath, sql);

    [TestCase("DELETE FROM kinds")]
    [TestCase("INSERT INTO kinds (id) VALUES (9) RETURNING id")]
    [TestCase("UPDATE kinds SET c_text = 'x'")]
    [TestCase("WITH x AS (DELETE FROM kinds RETURNING *) SELECT id FROM x")]
    [TestCase("MERGE INTO kinds USING (SELECT 9 AS id) AS s ON kinds.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)")]
    [TestCase("TRUNCATE kinds")]
    [TestCase("DROP TABLE kinds")]
    [TestCase("ALTER TABLE kinds ADD COLUMN more INTEGER")]
    [TestCase("CREATE TABLE more (id INTEGER)")]
    [TestCase("CREATE TEMP TABLE more (id INTEGER)")]
    [TestCase("CREATE MACRO more() AS 1")]
    [TestCase("SELECT 1; DELETE FROM kinds")]
    [TestCase("COMMIT")]
    [TestCase("COMMIT; DELETE FROM kinds")]
    [TestCase("ROLLBACK; DELETE FROM kinds; BEGIN")]
    [TestCase("SELECT 1) AS x; COMMIT; DELETE FROM kinds; SELECT * FROM (SELECT 1")]
    [TestCase("SELECT 1 AS x -- )")]
    [TestCase("/* SELECT */ DELETE FROM kinds -- SELECT")]
    [TestCase("PREPARE p AS DELETE FROM kinds")]
    [TestCase("EXPLAIN ANALYZE DELETE FROM kinds")]
    [TestCase("ATTACH '{0}' AS other")]
    [TestCase("ATTACH ':memory:' AS other")]
    [TestCase("DETACH bot")]
    [TestCase("USE temp")]
    [TestCase("COPY kinds TO '{0}'")]
    [TestCase("COPY (SELECT 1) TO '{0}' (FORMAT csv)")]
    [TestCase("EXPORT DATABASE '{0}'")]
    [TestCase("IMPORT DATABASE '{0}'")]
    [TestCase("SELECT * FROM read_csv('/etc/passwd')")]
    [TestCase("SELECT * FROM read_text('/etc/passwd')")]
    [TestCase("SELECT * FROM '/etc/passwd'")]
    [TestCase("SELECT * FROM glob('/etc/*')")]
    [TestCase("SELECT * FROM sniff_csv('/etc/passwd')")]
    [TestCase("SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')")]
    [TestCase("INSTALL httpfs")]
    [TestCase("LOAD '{0}'")]
    [TestCase("SET memory_limit = '1GB'")]
    [TestCase("SET GLOBAL enable_external_access = true")]
    [TestCase("SET lock_configuration = false")]
    [TestCase("RESET memory_limit")]
    [TestCase("PRAGMA memory_limit = '1GB'")]
    [TestCase("PRAGMA disable_checkpoint_on_shutdown")]
    [TestCase("CALL enable_logging()")]
    [TestCase("SELECT * FROM enable_logging('QueryLog', storage = 'file', storage_path = '{0}')")]
    [TestCase("SELECT * FROM \"Enable_Logging\" /* */ ()")]
    [TestCase("SELECT * FROM query('SELECT * FROM enable_logging()')")]
    [TestCase("SELECT * FROM system.main.enable_logging ()")]
    [TestCase("SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))")]
    [TestCase("SELECT 1, write_log('x')")]
    [TestCase("CREATE SECRET s (TYPE http, BEARER_TOKEN 'x')")]
    [TestCase("CHECKPOINT")]
    [TestCase("FORCE CHECKPOINT")]
    [TestCase("VACUUM")]
    public async Task AStatementThatWritesOrReachesOutFailsAndChangesNothing(string sql)
    {
        var elsewhere = DatabasePath + ".copy";
        var statement = sql.Replace("{0}", elsewhere, StringComparison.Ordinal);
        var before = await StateAsync();
        if (sql.StartsWith("SELECT 1 AS x -- )", StringComparison.Ordinal))
        {
            Assert.That(await Tier.QuerySqlAsync<long>(statement, null, default), Is.EqualTo(new[] { 1 }), "a comment does no harm");
        }
        else
        {
            Assert.That(() => Tier.QuerySqlAsync<long>(statement, null, default), Throws.Exception);
        }

        Assert.That(await StateAsync(), Is.EqualTo(before));
        Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(DatabasePath)!), Is.SubsetOf(new[] { DatabasePath, DatabasePath + ".wal", DatabasePath + ".tmp" }));
        await ApplyAsync(Kinds.Row(3), 2, 3);
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 3 }), "the tier still writes");
    }

    [TestCase("SELECT id FROM kinds ORDER BY id DESC", 2)]
    [TestCase("FROM kinds SELECT id ORDER BY id DESC;", 2)]
    [TestCase("WITH x AS (SELECT id FROM kinds) SELECT max(id) FROM x -- the last", 2)]
    [TestCase("VALUES (2), (1)", 2)]
    [TestCase("SELECT count(*) FROM pragma_table_info('kinds') WHERE pk", 1)]
    [TestCase("SELECT count(*) FROM (DESCRIBE kinds)", 11)]
    [TestCase("SELECT a.id, b.id FROM kinds AS a JOIN kinds AS b USING (id) ORDER BY 1 DESC", 2)]
    public async Task WhateverSelectsIsAnswered(string sql, long first) =>
        Assert.That((await Tier.QuerySqlAsync<long>(sql, null, default))[0], Is.EqualTo(first));

    [Test]
    public async Task WhatIsReadOutlivesTheReader()
    {
        var row = (IDictionary<string, object>)(await Tier.QuerySqlAsync<dynamic>("SELECT c_blob, c_timestamp FROM kinds WHERE id = 1", null, default)).Single();
        Assert.That(row["c_blob"], Is.EqualTo(new byte[] { 9 }));
        Assert.That(((DateTime)row["c_timestamp"]).Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [Test]
    public async Task NoFunctionThatGivesRowsChangesDuckDbItself()
    {
        var functions = await Tier.QuerySqlAsync<string>(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'pragma', 'table_macro') ORDER BY 1", null, default);
        Assert.That(functions, Has.Count.GreaterThan(50));
        var before = await StateAsync();
        foreach (var function in functions)
        {
            foreach (var arguments in (string[])["", "'x'"])
            {
                try
                {
                    await Tier.QuerySqlAsync<dynamic>($"SELECT * FROM {function}({arguments}) LIMIT 1", null, default);
                }
                catch (Exception)
                {
                    // Refused, in need of other arguments, or of a type that the driver cannot read.
                }

                Assert.That(await StateAsync(), Is.EqualTo(before), $"{function}({arguments})");
            }
        }

        await ApplyAsync(Kinds.Row(3), 2, 3);
    }

    /// <summary>What a statement could change: rows, tables, other databases, settings.</summary>
    private async Task<string> StateAsync() => (await Tier.QuerySqlAsync<string>(
        """
        SELECT concat_ws('|', (SELECT count(*) FROM kinds), (SELECT max(c_text) FROM kinds),
            (SELECT string_agg(database_name, ' ' ORDER BY database_name) FROM duckdb_databases()),
            (SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM duckdb_tables()),
            (SELECT count(*) FROM duckdb_columns() WHERE table_name = 'kinds'),
            (SELECT string_agg(concat(name, '=', value), ' ' ORDER BY name) FROM duckdb_settings()))
        """,
        null,
        default)).Single();
}
