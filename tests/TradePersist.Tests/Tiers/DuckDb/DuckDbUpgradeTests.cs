using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbUpgradeTests : SchemaUpgradeTests
{
    protected override string Schema => "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() ORDER BY table_name, column_index";

    protected override ISqlTier NewTier() => NewTier("");

    protected override ISqlTier NewTier(string tablePrefix) => new DuckDbTier(new DuckDbOptions { Path = DatabasePath, TablePrefix = tablePrefix });

    protected override Task<string> ForeignAsync(string sql) => DuckDbProgram.RunAsync(DatabasePath, sql);

    protected override string IndexesOf(string table) => $"SELECT index_name FROM duckdb_indexes() WHERE table_name = '{table}' ORDER BY index_name";

    protected override string Literal(DateTimeOffset instant) => $"make_timestamp({Value.Of(instant).AsMicroseconds()})";

    protected override string OldType(ColumnKind kind) => kind switch
    {
        ColumnKind.Double => "DOUBLE",
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Text => "VARCHAR",
        ColumnKind.Timestamp => "TIMESTAMP",
        _ => "SMALLINT",
    };

    [Test]
    public async Task NarrowerColumnsAreWidenedWithoutALoss()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync(
            "CREATE TYPE mood AS ENUM ('good', 'bad')"
            + ";;CREATE TABLE kinds (id UINTEGER, c_int64 TINYINT, c_int32 USMALLINT, c_double FLOAT, c_decimal DECIMAL(9,4), c_bool BOOLEAN, c_text mood, c_json JSON, c_timestamp TIMESTAMP_MS, c_guid UUID, c_blob BLOB)"
            + ";;INSERT INTO kinds VALUES (4294967295, -128, 65535, 0.1, -12345.6789, true, 'bad', '{}', '2024-02-29 12:34:56.789', '01020304-0506-0708-090a-0b0c0d0e0f10', 'x')");
        await OpenAsync();
        var row = (await ReadAllAsync(Kinds.Table)).Single();
        Assert.That(row.Values.ToArray(), Is.EqualTo(new[]
        {
            Value.Of(4294967295L), Value.Of(-128L), Value.Of(65535L), Value.Of((double)0.1f), Value.Of(-12345.6789m), Value.Of(true), Value.Of("bad"), Value.Of("{}"),
            Value.Of(new DateTimeOffset(2024, 2, 29, 12, 34, 56, 789, TimeSpan.Zero)), Value.Of(Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10")), Value.Of("x"u8.ToArray()),
        }));
        await ApplyAsync(Kinds.Row(1, (Kinds.Int64, Value.Of(long.MaxValue)), (Kinds.Text, Value.Of("neither"))), null, 1);
    }

    [Test]
    public async Task EveryProblemOfEveryTableIsReportedAndNothingIsChanged()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync(
            "CREATE TABLE kinds (id BIGINT PRIMARY KEY, c_int64 VARCHAR, c_int32 BIGINT, c_double DECIMAL(9,2), c_decimal DOUBLE, c_timestamp TIMESTAMPTZ, c_text BLOB, c_blob VARCHAR)"
            + ";;CREATE TABLE ids (other VARCHAR)");
        var before = await ForeignAsync(Schema);
        var (id, rest) = (Column.Guid("id"), Column.Int64("rest"));
        var ids = new Table("ids", [id, rest], [id]);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([Kinds.Table, ids, new KindsTable("fresh").Table], default)))!;
        Assert.That(error.Problems, Is.EqualTo(new[]
        {
            "kinds.c_int64: is VARCHAR, must be BIGINT",
            "kinds.c_int32: is BIGINT, must be INTEGER",
            "kinds.c_double: is DECIMAL(9,2), must be DOUBLE",
            "kinds.c_decimal: is DOUBLE, must be DECIMAL(38,18)",
            "kinds.c_text: is BLOB, must be VARCHAR",
            "kinds.c_timestamp: is TIMESTAMP WITH TIME ZONE, must be TIMESTAMP",
            "kinds.c_blob: is VARCHAR, must be BLOB",
            "ids.id: is missing, must be part of the key",
        }));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await ForeignAsync(Schema), Is.EqualTo(before));
    }

    [Test]
    public async Task AnUpgradeThatAPowerCutFollowsIsThereWhenTheLogIsReplayed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync("CREATE TABLE kinds (id BIGINT, c_int32 TINYINT, more VARCHAR NOT NULL);;CREATE INDEX more_idx ON kinds (more);;INSERT INTO kinds SELECT i, i % 100, i FROM range(500) AS r(i)");
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1000), null, 1);
        var elsewhere = Path.Combine(Folder, "copy.db");
        File.Copy(DatabasePath, elsewhere);
        File.Copy(DatabasePath + ".wal", elsewhere + ".wal");
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = elsewhere });
        var kinds = new KindsTable();
        await tier.OpenAsync([kinds.Table], default);
        var rows = (await tier.QueryAsync(new Query(kinds.Table), default)).Rows;
        Assert.That(rows.Select(row => row[kinds.Id].AsInt64()), Is.EqualTo(Enumerable.Range(0, 500).Append(1000)));
        Assert.That(rows[499][kinds.Int32].AsInt64(), Is.EqualTo(99));
        Assert.That(await DuckDbProgram.RunAsync(elsewhere, "SELECT count(more) FROM kinds;;" + IndexesOf("kinds")), Is.EqualTo("500\nmore_idx"));
    }
}
