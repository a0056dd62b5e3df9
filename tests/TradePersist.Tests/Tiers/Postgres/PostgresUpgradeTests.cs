using System.Text.RegularExpressions;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Postgres;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Postgres;

[TestFixture(false)]
[TestFixture(true)]
internal sealed partial class PostgresUpgradeTests(bool isIcu) : SchemaUpgradeTests
{
    protected override string Schema => "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = current_schema ORDER BY table_name, ordinal_position";

    [OneTimeSetUp]
    public void RequireServer() => PostgresServer.Url(isIcu);

    protected override ISqlTier NewTier() => NewTier("");

    protected override ISqlTier NewTier(string tablePrefix)
    {
        var options = PostgresServer.Options(PostgresServer.SchemaOf(Folder), isIcu);
        options.TablePrefix = tablePrefix;
        return new PostgresTier(options);
    }

    protected override Task<string> ForeignAsync(string sql) =>
        PostgresProgram.RunAsync(PostgresServer.Url(isIcu), PostgresServer.SchemaOf(Folder), OwnTypes().Replace(sql, match => match.Value == "TINYINT" ? "SMALLINT" : "DOUBLE PRECISION"));

    protected override string IndexesOf(string table) =>
        $"SELECT indexname FROM pg_indexes WHERE schemaname = current_schema AND tablename = '{table}' AND indexname NOT LIKE '%_pkey' ORDER BY indexname";

    protected override string Literal(DateTimeOffset instant) => $"'{instant:O}'";

    protected override string OldType(ColumnKind kind) => kind switch
    {
        ColumnKind.Double => "DOUBLE PRECISION",
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Text => "VARCHAR(255)",
        ColumnKind.Timestamp => "TIMESTAMPTZ",
        _ => "INTEGER",
    };

    [Test]
    public async Task NarrowerColumnsAreWidenedWithoutALoss()
    {
        await ForeignAsync(
            "CREATE TABLE kinds (id integer, c_int64 smallint, c_int32 smallint, c_double real, c_decimal numeric(9,4), c_bool boolean, c_text char(5), c_json jsonb, c_timestamp timestamptz, c_guid uuid, c_blob bytea)"
            + ";;INSERT INTO kinds VALUES (2147483647, -128, 32767, 0.1, -12345.6789, true, 'bad', '{}', '2024-02-29 12:34:56.789+00', '01020304-0506-0708-090a-0b0c0d0e0f10', 'x')");
        await OpenAsync();
        var row = (await ReadAllAsync(Kinds.Table)).Single();
        Assert.That(row.Values.ToArray(), Is.EqualTo(new[]
        {
            Value.Of(2147483647L), Value.Of(-128L), Value.Of(32767L), Value.Of((double)0.1f), Value.Of(-12345.6789m), Value.Of(true), Value.Of("bad"), Value.Of("{}"),
            Value.Of(new DateTimeOffset(2024, 2, 29, 12, 34, 56, 789, TimeSpan.Zero)), Value.Of(Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10")), Value.Of("x"u8.ToArray()),
        }));
        await ApplyAsync(Kinds.Row(1, (Kinds.Int64, Value.Of(long.MaxValue)), (Kinds.Text, Value.Of("longer than five"))), null, 1);
    }

    [Test]
    public async Task EveryProblemOfEveryTableIsReportedAndNothingIsChanged()
    {
        await ForeignAsync(
            "CREATE TABLE kinds (id bigint PRIMARY KEY, c_int64 text, c_int32 bigint, c_double numeric(9,2), c_decimal double precision, c_timestamp timestamp, c_text bytea, c_guid bigint GENERATED ALWAYS AS (id + 1) STORED)"
            + ";;CREATE TABLE ids (other text)");
        var before = await ForeignAsync(Schema);
        var (id, rest) = (Column.Guid("id"), Column.Int64("rest"));
        var ids = new Table("ids", [id, rest], [id]);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([Kinds.Table, ids, new KindsTable("fresh").Table], default)))!;
        Assert.That(error.Problems.Select(problem => problem.Split(" COLLATE")[0]), Is.EqualTo(new[]
        {
            isIcu ? "kinds.c_int64: is text, must be bigint" : "kinds.c_int64: is text",
            "kinds.c_int32: is bigint, must be integer",
            "kinds.c_double: is numeric(9,2), must be double precision",
            "kinds.c_decimal: is double precision, must be numeric(38,18)",
            "kinds.c_text: is bytea, must be text",
            "kinds.c_timestamp: is timestamp without time zone, must be timestamp with time zone",
            "kinds.c_guid: is computed, must be writable",
            "ids.id: is missing, must be part of the key",
        }));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await ForeignAsync(Schema), Is.EqualTo(before));
    }

    [Test]
    public async Task ProcessesThatCreateTheTablesAtOnceTakeTurns()
    {
        var tiers = Enumerable.Range(0, 6).Select(_ => NewTier()).ToList();
        await Task.WhenAll(tiers.Select(tier => tier.OpenAsync([new KindsTable().Table], default)));
        foreach (var tier in tiers)
        {
            await tier.DisposeAsync();
        }

        Assert.That(await ForeignAsync("SELECT count(*) FROM kinds"), Is.EqualTo("0"));
    }

    [Test]
    public async Task TextsThatSortOtherwiseAreMadeToSortByBytes()
    {
        await ForeignAsync("CREATE TABLE symbols (symbol varchar(64) COLLATE \"en-US-x-icu\" PRIMARY KEY);;INSERT INTO symbols VALUES ('a'), ('B'), ('b')");
        var symbol = Column.Text("symbol", 64);
        var table = new Table("symbols", [symbol], [symbol]);
        await Tier.OpenAsync([table], default);
        Assert.That((await ReadAllAsync(table)).Select(row => row[symbol].AsText()), Is.EqualTo(new[] { "B", "a", "b" }));
        Assert.That(await ForeignAsync("SELECT symbol FROM symbols ORDER BY symbol"), Is.EqualTo("B\na\nb"));
    }

    [Test]
    public async Task TriggersOfATableThatIsMadeAnewGoOn()
    {
        await ForeignAsync(
            "CREATE TABLE notes (id integer, note text);;CREATE TABLE log (note text);;INSERT INTO notes VALUES (1, 'a')"
            + $";;CREATE FUNCTION log_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO {PostgresServer.SchemaOf(Folder)}.log VALUES (NEW.note); RETURN NEW; END'"
            + ";;CREATE TRIGGER notes_log AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION log_note()");
        var (id, note) = (Column.Int64("id"), Column.Text("note", 9, nullable: true));
        var table = new Table("notes", [id, note], [id]);
        await Tier.OpenAsync([table], default);
        await ApplyAsync(Rows.Of(table, [Value.Of(2L), Value.Of("b")]), null, 1);
        Assert.That(await ForeignAsync("SELECT note FROM log"), Is.EqualTo("b"));
    }

    // What the tests of all engines call otherwise.
    [GeneratedRegex("TINYINT|DOUBLE(?! PRECISION)")]
    private static partial Regex OwnTypes();
}
