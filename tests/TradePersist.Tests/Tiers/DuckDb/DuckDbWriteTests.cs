using DuckDB.NET.Native;
using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbWriteTests : DuckDbTestBase
{
    [Test]
    public async Task AReplacedPartitionNeedsNoStaging([Values] bool hasStranger)
    {
        var (entry, minute, value) = (Column.Int64("entry"), Column.Int32("minute"), Column.Double("value", nullable: true));
        var table = new Table("trails", [entry, minute, value], [entry, minute], [entry]);
        await Tier.OpenAsync([table], default);
        await ApplyAsync(Trail(table, 1, 10.0, 15), null, 1);
        await ApplyAsync(Trail(table, 2, 20.0, 15), 1, 2);

        // Entry 1 is replaced by fewer rows; with a stranger among the rows, all of them go another way.
        var rows = Trail(table, 1, 11.0, 5);
        if (hasStranger)
        {
            Trail(table, 2, 21.0, 1).ToList().ForEach(rows.Add);
        }

        var deletes = new[] { Filter.Matching([entry], Rows.One(table, Value.Of(1L), Value.Of(0L), default)), Filter.Matching([entry], Rows.One(table, Value.Of(99L), Value.Of(0L), default)) };
        await Tier.ApplyAsync(new TierBatch(Journal, 2, 3, [new TableBatch(table, deletes, rows)]), default);
        var expected = Trail(table, 1, 11.0, 5).Concat(Trail(table, 2, 20.0, 15)).ToList();
        if (hasStranger)
        {
            expected[5] = Trail(table, 2, 21.0, 1)[0];
        }

        Assert.That(await ReadAllAsync(table), Is.EqualTo(expected));
    }

    [Test]
    public async Task AFailingRowLeavesNothingOfItsBatch([Values] bool isReplaced)
    {
        var (id, text) = (Column.Int64("id"), Column.Text("text", 9));
        var table = new Table("strict", [id, text], [id], [id]);
        await Tier.OpenAsync([table], default);
        var rows = new RowSet(table);
        for (var i = 1; i <= 100; i++)
        {
            var cells = rows.Add();
            (cells[0], cells[1]) = (Value.Of((long)i), i == 70 ? Value.Null : Value.Of("x"));
        }

        var deletes = isReplaced ? rows.Select(row => Filter.Matching([id], row)).ToArray() : [];
        await Tier.ApplyAsync(new TierBatch(Journal, null, 1, []), default);
        var error = (await Assert.CatchAsync<DuckDbStatementException>(() => Tier.ApplyAsync(new TierBatch(Journal, 1, 2, [new TableBatch(table, deletes, rows)]), default)))!;
        Assert.That(error.ErrorType, Is.EqualTo(DuckDBErrorType.Constraint));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Permanent));
        Assert.That(await ReadAllAsync(table), Is.Empty);
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(1));
        await ApplyAsync(Rows.Of(table, [Value.Of(1L), Value.Of("y")]), 1, 2);
        Assert.That(await ReadAllAsync(table), Has.Count.EqualTo(1), "nothing of the failed batch comes with the next");
    }

    [TestCaseSource(nameof(UnfitValues))]
    public async Task AValueThatDoesNotFitIsRefusedAndNothingIsStored(string column, Value value, Type error)
    {
        await OpenAsync();
        var rows = Kinds.Row(1);
        rows.LastCells[Kinds.Table.Find(column)!.Ordinal] = value;
        var thrown = (await Assert.CatchAsync(() => ApplyAsync(rows, null, 1)))!;
        Assert.That(thrown, Is.InstanceOf(error));
        Assert.That(Tier.Classify(thrown), Is.EqualTo(FailureKind.Permanent));
        Assert.That(await ReadAllAsync(Kinds.Table), Is.Empty);
        await ApplyAsync(Kinds.Row(1), null, 1);
    }

    [Test]
    public async Task ACheckOfTheModelHoldsInDuckDbToo()
    {
        var (id, high, low, price) = (Column.Int64("id"), Column.Double("high", true), Column.Double("low", true), Column.Decimal("price", true));
        var table = new Table("bars", [id, high, low, price], [id], checks:
        [
            Check.Columns(high, Comparison.GreaterOrEqual, low),
            Check.Against(high, Comparison.Greater, Value.Of(0.1 + 0.2)),
            Check.Against(price, Comparison.Greater, Value.Of(0m)),
        ]);
        await Tier.OpenAsync([table], default);
        await ApplyAsync(Rows.Of(table, [Value.Of(1L), Value.Of(0.30000000000000010), default, Value.Of(0.000000000000000001m)]), null, 1);
        foreach (var bad in (Value[][])[[Value.Of(2L), Value.Of(1.0), Value.Of(2.0), default], [Value.Of(2L), Value.Of(0.1 + 0.2), default, default], [Value.Of(2L), default, default, Value.Of(0m)]])
        {
            var error = (await Assert.CatchAsync(() => ApplyAsync(Rows.Of(table, bad), 1, 2)))!;
            Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Permanent));
        }

        Assert.That(await ReadAllAsync(table), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task AppendingAllocatesNothingPerRow()
    {
        var table = new KindsTable("plain").Table;
        await Tier.OpenAsync([table], default);
        var few = Filled(table, 100);
        var many = Filled(table, 10_100);
        using var connection = new BareConnection(DuckDbOptions.InMemory);
        var small = connection.Append(table, few);
        small = connection.Append(table, few);
        Assert.That(connection.Append(table, many) - small, Is.LessThan(10_000), "bytes for 10,000 rows of 11 columns");
    }

    [Test]
    public async Task ATableWhoseColumnsAreNotTheModelsIsNotAppendedTo()
    {
        using var connection = new BareConnection(DuckDbOptions.InMemory);
        var (id, number) = (Column.Int64("id"), Column.Int64("number", nullable: true));
        var table = new Table("narrow", [id, number], [id]);
        connection.Session.Execute("CREATE TABLE narrow (id BIGINT, number INTEGER)");
        var error = await Assert.CatchAsync<DuckDbStatementException>(() => Task.Run(() => connection.Append(table, Rows.Of(table, [Value.Of(1L), Value.Of(long.MaxValue)]))));
        Assert.That(error!.Message, Does.Contain("Integer").And.Contains("BigInt"));
    }

    [Test]
    public async Task MemoryStaysWithinTheLimit()
    {
        await Tier.DisposeAsync();
        const long Limit = 128L << 20;
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = DatabasePath, MemoryLimitBytes = Limit });
        var (id, text) = (Column.Int64("id"), Column.Text("text", 200));
        var table = new Table("wide", [id, text], [id]);
        await tier.OpenAsync([table], default);
        for (var batch = 0; batch < 60; batch++)
        {
            var rows = new RowSet(table, 20_000);
            for (var i = 0; i < 20_000; i++)
            {
                var cells = rows.Add();
                (cells[0], cells[1]) = (Value.Of((batch * 20_000L) + i), Value.Of($"{i * 7919L:x16}{batch:x16}{i:x64}"));
            }

            await tier.ApplyAsync(new TierBatch(Journal, batch == 0 ? null : batch, batch + 1, [new TableBatch(table, [], rows)]), default);
        }

        Assert.That((await tier.QuerySqlAsync<long>("SELECT CAST(sum(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()", null, default))[0], Is.LessThanOrEqualTo(Limit));
        Assert.That((await tier.QuerySqlAsync<long>("SELECT count(*) FROM wide", null, default))[0], Is.EqualTo(1_200_000));
    }

    private static IEnumerable<TestCaseData> UnfitValues() => new (string Column, Value Value, Type Error)[]
    {
        ("c_int32", Value.Of(1L << 40), typeof(OverflowException)),
        ("c_int64", Value.Of(1.5), typeof(InvalidOperationException)),
        ("c_double", Value.Of(1L), typeof(InvalidOperationException)),
        ("c_decimal", Value.Of(100_000_000_000_000_000_000m), typeof(OverflowException)),
        ("c_decimal", Value.Of(0.0000000000000000001m), typeof(OverflowException)),
        ("c_bool", Value.Of(1L), typeof(InvalidOperationException)),
        ("c_text", Value.Of("cut\0here"), typeof(ArgumentException)),
        ("c_text", Value.Of("\uD800"), typeof(ArgumentException)),
        ("c_timestamp", Value.Of(1L), typeof(InvalidOperationException)),
        ("c_guid", Value.Of("x"), typeof(InvalidOperationException)),
        ("c_blob", Value.Of("x"), typeof(InvalidOperationException)),
    }.Select((unfit, i) => new TestCaseData(unfit.Column, unfit.Value, unfit.Error).SetArgDisplayNames(unfit.Column, $"{i}"));

    private static RowSet Trail(Table table, long entry, double value, int minutes) =>
        Rows.Of(table, [.. Enumerable.Range(0, minutes).Select(minute => new[] { Value.Of(entry), Value.Of((long)minute), Value.Of(value + minute) })]);

    private static RowSet Filled(Table table, int count)
    {
        var rows = new RowSet(table, count);
        for (var i = 0; i < count; i++)
        {
            var cells = rows.Add();
            foreach (var column in table.Columns)
            {
                cells[column.Ordinal] = column.Ordinal == 0 ? Value.Of((long)i) : Edges.Of(column.Kind)[^1];
            }
        }

        return rows;
    }
}
