using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteSchemaTests : SqliteTestBase
{
    [Test]
    public async Task EveryProblemOfEveryTableIsReportedAndNothingIsChanged()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync(
            "CREATE TABLE kinds (id INTEGER PRIMARY KEY, c_int64 TEXT, c_double FLOAT, c_decimal NUMERIC(38,18), c_text VARCHAR(9) NOT NULL, must INTEGER NOT NULL, may INTEGER);;"
            + "CREATE TABLE ids (id TEXT, other TEXT, sum INTEGER AS (1), twice INTEGER AS (2), PRIMARY KEY (other, id))");
        var (id, sum) = (Column.Guid("id"), Column.Int64("sum"));
        var ids = new Table("ids", [id, sum], [id]);
        var fresh = new KindsTable("fresh");
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([Kinds.Table, ids, fresh.Table], default)))!;
        Assert.That(error.Problems, Is.EqualTo(new[]
        {
            "kinds.c_int64: is TEXT, must be INTEGER",
            "kinds.c_decimal: is NUMERIC(38,18), must be TEXT",
            "ids.sum: is computed, must be writable",
            "ids.twice: is computed, must be a plain column for the table to be made anew",
        }));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await ForeignAsync("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"), Is.EqualTo("ids\nkinds"));
    }

    [Test]
    public async Task ChecksThatSqliteComparesItselfHoldAgainstAnybody()
    {
        var (id, high, low, price) = (Column.Int64("id"), Column.Double("high", true), Column.Double("low", true), Column.Decimal("price", true));
        var table = new Table("bars", [id, high, low, price], [id], checks:
        [
            Check.Columns(high, Comparison.GreaterOrEqual, low),
            Check.Against(high, Comparison.Greater, Value.Of(0.1 + 0.2)),
            Check.Against(price, Comparison.Greater, Value.Of(0m)),
        ]);
        await Tier.OpenAsync([table], default);
        await ForeignAsync("INSERT INTO bars VALUES (1, 2, 1, '-1'), (2, NULL, 1, NULL), (3, 0.30000000000000009, NULL, NULL)");
        var rows = new RowSet(table);
        var cells = rows.Add();
        (cells[0], cells[1]) = (Value.Of(4L), Value.Of(0.1 + 0.2));
        var error = (await Assert.CatchAsync(() => ApplyAsync(rows, null, 1)))!;
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Permanent));
        Assert.That(await ReadAllAsync(table), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task SqliteInsertsCandlesWithBigintKey()
    {
        var (id, ts, close) = (Column.Int64("id"), Column.Int64("timestamp"), Column.Double("close"));
        var table = new Table("candles_old", [id, ts, close], [id]);
        await Tier.OpenAsync([table], default);
        var rows = new RowSet(table);
        for (var i = 0; i < 10; i++)
        {
            var cells = rows.Add();
            (cells[0], cells[1], cells[2]) = (Value.Of(long.MaxValue - i), Value.Of(1_700_000_000_000L + i), Value.Of(i / 10.0));
        }

        await ApplyAsync(rows, null, 1);
        Assert.That(await ReadAllAsync(table), Is.EqualTo(rows.Reverse()));
    }

    [Test]
    public async Task AFileThatWasReplacedIsNotWrittenToUnderItsOldName()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1), null, 5);
        await ReadAllAsync(Kinds.Table);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!))
        {
            File.Delete(file);
        }

        Assert.That(() => ApplyAsync(Kinds.Row(2), 5, 6), Throws.TypeOf<PositionConflictException>());
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null);
        await ApplyAsync(Kinds.Row(2), null, 6);
        Assert.That((await ReadAllAsync(Kinds.Table)).Single()[Kinds.Id].AsInt64(), Is.EqualTo(2));
    }
}
