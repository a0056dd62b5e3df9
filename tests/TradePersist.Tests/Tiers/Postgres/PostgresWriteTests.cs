using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Postgres;
using TradePersist.TestKit;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Postgres;

/// <summary>What only this tier does with rows: two ways in, and partitions.</summary>
public sealed class PostgresWriteTests
{
    // Of a table of eleven columns.
    private const int ManyRows = 9_500;

    private readonly Guid _journal = Guid.CreateVersion7();
    private string _schema = "";

    [SetUp]
    public void NewSchema() => _schema = PostgresServer.NewSchema();

    [Test]
    public async Task ManyRowsGoInAsFewDo([Values(1, ManyRows)] int rows)
    {
        await using var tier = NewTier();
        var kinds = new KindsTable();
        await tier.OpenAsync([kinds.Table], default);
        var random = Seed.Random();
        var first = kinds.Random(random, rows);
        var second = kinds.Random(random, rows);
        Assert.That(PostgresRows.AreCopied(kinds.Table, rows), Is.EqualTo(rows > 1));
        await ApplyAsync(tier, null, 1, new TableBatch(kinds.Table, [], first));
        await ApplyAsync(tier, 1, 2, new TableBatch(kinds.Table, [new Filter(new Condition(kinds.Id, Comparison.Greater, Value.Of(rows / 2L)))], second));
        var found = await ReadAllAsync(tier, kinds.Table);
        Assert.That(found, Is.EqualTo(second));
    }

    [Test]
    public async Task AFaultInTheMiddleOfManyRowsLeavesNothing()
    {
        await using var tier = NewTier();
        var kinds = new KindsTable();
        await tier.OpenAsync([kinds.Table], default);
        await ExecuteAsync("ALTER TABLE kinds ADD CHECK (id <> 1700)");
        var rows = kinds.Random(Seed.Random(), ManyRows);
        var error = await Assert.CatchAsync(() => ApplyAsync(tier, null, 1, new TableBatch(kinds.Table, [], rows)));
        Assert.That(tier.Classify(error!), Is.EqualTo(FailureKind.Permanent));
        Assert.That(await ReadAllAsync(tier, kinds.Table), Is.Empty);
        Assert.That(await tier.ReadPositionAsync(_journal, default), Is.Null);
        await ExecuteAsync("ALTER TABLE kinds DROP CONSTRAINT kinds_id_check");
        await ApplyAsync(tier, null, 1, new TableBatch(kinds.Table, [], rows));
        Assert.That(await ReadAllAsync(tier, kinds.Table), Has.Count.EqualTo(ManyRows));
    }

    [Test]
    public async Task AValueOfAnotherKindIsThatRowsFaultAndNotTheConnections([Values(1, ManyRows)] int rows)
    {
        await using var tier = NewTier();
        var kinds = new KindsTable();
        await tier.OpenAsync([kinds.Table], default);
        var bad = kinds.Random(Seed.Random(), rows);
        bad.LastCells[kinds.Int64.Ordinal] = Value.Of("a text");
        var error = (await Assert.CatchAsync(() => ApplyAsync(tier, null, 1, new TableBatch(kinds.Table, [], bad))))!;
        Assert.That((error.Message.Contains("kinds.c_int64", StringComparison.Ordinal), tier.Classify(error)), Is.EqualTo((true, FailureKind.Permanent)));
        Assert.That(await ReadAllAsync(tier, kinds.Table), Is.Empty);
        await ApplyAsync(tier, null, 1, new TableBatch(kinds.Table, [], kinds.Row(1)));
    }

    [Test]
    public async Task TablesThatAreDroppedAreMadeAgainBeforeTheNextTry()
    {
        await using var tier = NewTier();
        var kinds = new KindsTable();
        await tier.OpenAsync([kinds.Table], default);
        await ExecuteAsync("DROP TABLE kinds");
        var batch = new TierBatch(_journal, null, 1, [new TableBatch(kinds.Table, [], kinds.Row(1))]);
        var error = await Assert.CatchAsync(() => tier.ApplyAsync(batch, default));
        Assert.That(tier.Classify(error!), Is.EqualTo(FailureKind.Transient));
        await tier.ApplyAsync(batch, default);
        Assert.That(await ReadAllAsync(tier, kinds.Table), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task CandlesLieInPartitionsByMonthThatAreMadeAsTheyCome()
    {
        await using var tier = NewTier(options => options.PartitionByMonth = true);
        await tier.OpenAsync([CandleTable.Table, new KindsTable().Table], default);
        DateTimeOffset[] times = [new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 23, 59, 59, TimeSpan.Zero), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue];
        var rows = Candles(times);
        await ApplyAsync(tier, null, 1, new TableBatch(CandleTable.Table, [], rows));
        await ApplyAsync(tier, 1, 2, new TableBatch(CandleTable.Table, [], rows));
        Assert.That(await ReadAllAsync(tier, CandleTable.Table), Is.EqualTo(rows));
        Assert.That(
            await ExecuteAsync("SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'candles'::regclass ORDER BY 1::text"),
            Is.EqualTo("candles_y1900m01\ncandles_y2026m01\ncandles_y2026m02\ncandles_y9999m12"));
        Assert.That(await tier.GetSizeAsync(default), Is.GreaterThan(4 * 8192));

        await ExecuteAsync("DROP TABLE candles_y2026m02");
        await ApplyAsync(tier, 2, 3, new TableBatch(CandleTable.Table, [], rows));
        Assert.That(await ReadAllAsync(tier, CandleTable.Table), Is.EqualTo(rows), "a partition that was dropped is made again");
    }

    [Test]
    public async Task ProcessesThatMakePartitionsAtOnceTakeTurns()
    {
        var tiers = Enumerable.Range(0, 4).Select(_ => NewTier(options => options.PartitionByMonth = true)).ToList();
        await Task.WhenAll(tiers.Select(async (tier, i) =>
        {
            await tier.OpenAsync([CandleTable.Table], default);
            var rows = Candles([.. Enumerable.Range(0, 24).Select(month => new DateTimeOffset(2024 + (month / 12), (month % 12) + 1, 1 + i, 0, 0, 0, TimeSpan.Zero))]);
            await tier.ApplyAsync(new TierBatch(Guid.CreateVersion7(), null, 1, [new TableBatch(CandleTable.Table, [], rows)]), default);
        }));
        Assert.That(await ExecuteAsync("SELECT count(*) FROM candles;;SELECT count(*) FROM pg_inherits WHERE inhparent = 'candles'::regclass"), Is.EqualTo("96\n24"));
        foreach (var tier in tiers)
        {
            await tier.DisposeAsync();
        }
    }

    [Test]
    public async Task ATableThatIsThereStaysAsItIsAndThatIsSaid()
    {
        await using (var plain = NewTier())
        {
            await plain.OpenAsync([CandleTable.Table], default);
        }

        var log = new LogBook();
        await using var tier = NewTier(options => options.PartitionByMonth = true, log);
        await tier.OpenAsync([CandleTable.Table], default);
        await ApplyAsync(tier, null, 1, new TableBatch(CandleTable.Table, [], Candles([Bars.Start])));
        Assert.That(log.Ids.Where(id => id >= 1500), Is.EqualTo(new[] { 1500 }));
        Assert.That(log.Texts.Last(), Does.Contain("candles"));
        Assert.That(await ExecuteAsync("SELECT relkind FROM pg_class WHERE oid = 'candles'::regclass"), Is.EqualTo("r"));
    }

    private static RowSet Candles(IReadOnlyList<DateTimeOffset> times)
    {
        var rows = new RowSet(CandleTable.Table);
        foreach (var time in times)
        {
            var cells = rows.Add();
            foreach (var column in CandleTable.Table.Columns)
            {
                cells[column.Ordinal] = column.Kind switch
                {
                    ColumnKind.Text => Value.Of(column == CandleTable.Symbol ? "BTC" : "1m"),
                    ColumnKind.Timestamp => Value.Of(time),
                    _ => Value.Of(1.0),
                };
            }
        }

        return rows;
    }

    private static async Task<RowSet> ReadAllAsync(PostgresTier tier, Table table) =>
        (await tier.QueryAsync(new Query(table) { Limit = Query.MaxLimit }, default)).Rows;

    private PostgresTier NewTier(Action<PostgresOptions>? configure = null, LogBook? log = null)
    {
        var options = PostgresServer.Options(_schema);
        configure?.Invoke(options);
        return new PostgresTier(options, log);
    }

    private Task ApplyAsync(PostgresTier tier, long? expected, long position, TableBatch table) =>
        tier.ApplyAsync(new TierBatch(_journal, expected, position, [table]), default);

    private Task<string> ExecuteAsync(string sql) => PostgresProgram.RunAsync(PostgresServer.Url(), _schema, sql);
}
