using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteForeignProgramTests : SqliteTestBase
{
    [Test]
    public async Task AnotherProgramReadsEveryKindInItsDocumentedForm()
    {
        await OpenAsync();
        await ApplyAsync(
            Kinds.Row(
                1,
                (Kinds.Int64, Value.Of(long.MinValue)),
                (Kinds.Int32, Value.Of(-7L)),
                (Kinds.Double, Value.Of(0.1 + 0.2)),
                (Kinds.Decimal, Value.Of(0.000000065200m)),
                (Kinds.Bool, Value.Of(true)),
                (Kinds.Text, Value.Of("4/USDT:USDT ")),
                (Kinds.Json, Value.Of("{}")),
                (Kinds.Timestamp, Value.Of(DateTimeOffset.UnixEpoch.AddMicroseconds(-1))),
                (Kinds.Guid, Value.Of(Guid.Parse("0192F5A0-7B3C-7DEF-8ABC-DEF012345678"))),
                (Kinds.Blob, Value.Of(new byte[] { 1, 255 }))),
            null,
            1);
        const string Select = "SELECT typeof(c_int64), c_int64, typeof(c_int32), c_int32, typeof(c_double), c_double, typeof(c_decimal), c_decimal, "
            + "typeof(c_bool), c_bool, typeof(c_text), c_text, typeof(c_json), c_json, typeof(c_timestamp), c_timestamp, typeof(c_guid), c_guid, "
            + "typeof(c_blob), hex(c_blob) FROM kinds";
        Assert.That(await ForeignAsync(Select), Is.EqualTo(
            "integer|-9223372036854775808|integer|-7|real|0.30000000000000004|text|0.0000000652|integer|1|text|4/USDT:USDT |text|{}"
            + "|integer|-1|text|0192f5a0-7b3c-7def-8abc-def012345678|blob|01FF"));
    }

    [Test]
    public async Task AnotherProgramCountsInsertsChecksAndVacuumsWhileTheTierIsOpen()
    {
        await OpenAsync();
        var rows = Kinds.Random(new Random(5), 500);
        await ApplyAsync(rows, null, 1);
        await ReadAllAsync(Kinds.Table);
        Assert.That(await ForeignAsync("SELECT count(*) FROM kinds WHERE c_text >= '';;PRAGMA integrity_check"), Does.EndWith("ok"));
        await ForeignAsync("INSERT INTO kinds (id, c_decimal, c_guid) VALUES (1000, 1.50, 'AAAAAAAA-0000-0000-0000-00000000000A');;DELETE FROM kinds WHERE id = 1;;VACUUM;;PRAGMA integrity_check");
        var found = await ReadAllAsync(Kinds.Table);
        Assert.That(found.Take(499), Is.EqualTo(rows.Skip(1)));
        Assert.That(found[499][Kinds.Decimal], Is.EqualTo(Value.Of(1.5m)));
        Assert.That(found[499][Kinds.Guid], Is.EqualTo(Value.Of(Guid.Parse("aaaaaaaa-0000-0000-0000-00000000000a"))));
        await ApplyAsync(Kinds.Row(1001), 1, 2);
    }

    [Test]
    public async Task DecimalsOfAnotherProgramCompareAndSumByNumber()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1, (Kinds.Decimal, Value.Of(1.5m))), null, 1);
        await ForeignAsync("INSERT INTO kinds (id, c_decimal) VALUES (2, '1.500'), (3, '+10'), (4, 1e-7), (5, '-2.5E1'), (6, 7), (7, '.5'), (8, '-0.0')");
        var order = await Tier.QueryAsync(new Query(Kinds.Table) { Order = [new Ordering(Kinds.Decimal)] }, default);
        Assert.That(order.Rows.Select(row => row[Kinds.Decimal].AsDecimal()), Is.EqualTo(new[] { -25m, 0m, 0.0000001m, 0.5m, 1.5m, 1.5m, 7m, 10m }));
        var equal = await Tier.QueryAsync(new Query(Kinds.Table) { Filter = new(new Condition(Kinds.Decimal, Comparison.Equal, Value.Of(1.5m))) }, default);
        Assert.That(equal.Rows, Has.Count.EqualTo(2));
        var groups = await Tier.QueryAsync(new Query(Kinds.Table) { GroupBy = [Kinds.Decimal], Aggregates = [Aggregate.Count("n")] }, default);
        Assert.That(groups.Rows, Has.Count.EqualTo(7));
        var sums = await Tier.QueryAsync(new Query(Kinds.Table) { Aggregates = [Aggregate.Sum("s", Kinds.Decimal), Aggregate.Min("l", Kinds.Decimal), Aggregate.Max("m", Kinds.Decimal)] }, default);
        Assert.That(sums.Rows[0].Values.ToArray(), Is.EqualTo(new[] { Value.Of(-4.4999999m), Value.Of(-25m), Value.Of(10m) }));
    }

    [TestCase("c_decimal", "'a lot'", "a lot")]
    [TestCase("c_decimal", "'1.0000000000000000001'", "1.0000000000000000001")]
    [TestCase("c_decimal", "'100000000000000000000'", "100000000000000000000")]
    [TestCase("c_decimal", "'12345678901234567890.123456789012345678'", "12345678901234567890.123456789012345678")]
    [TestCase("c_decimal", "x'31'", "31")]
    [TestCase("c_timestamp", "'2024-01-01'", "2024-01-01")]
    [TestCase("c_int32", "3000000000", "3000000000")]
    [TestCase("c_bool", "2", "2")]
    [TestCase("c_guid", "'42'", "42")]
    [TestCase("c_double", "'x'", "x")]
    public async Task AValueThatTheModelCannotHoldIsNamed(string column, string literal, string value)
    {
        await OpenAsync();
        await ForeignAsync($"INSERT INTO kinds (id, {column}) VALUES (1, {literal})");
        var error = (await Assert.CatchAsync<UnreadableValueException>(() => ReadAllAsync(Kinds.Table)))!;
        Assert.That((error.Origin, error.Value), Is.EqualTo(($"kinds.{column}", value)));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
    }

    [Test]
    public async Task ADecimalThatCannotBeComparedOrSummedIsNamed([Values] bool isSum)
    {
        await OpenAsync();
        await ForeignAsync("INSERT INTO kinds (id, c_decimal) VALUES (1, '1'), (2, 'a lot')");
        var query = isSum
            ? new Query(Kinds.Table) { Aggregates = [Aggregate.Sum("s", Kinds.Decimal)] }
            : new Query(Kinds.Table) { Filter = new(new Condition(Kinds.Decimal, Comparison.Less, Value.Of(0m))) };
        var error = (await Assert.CatchAsync<UnreadableValueException>(() => Tier.QueryAsync(query, default)))!;
        Assert.That((error.Origin, error.Value), Is.EqualTo(("kinds.c_decimal", "a lot")));
        Assert.That((await Tier.QueryAsync(new Query(Kinds.Table) { Filter = new(new Condition(Kinds.Id, Comparison.Equal, Value.Of(1L))) }, default)).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ASecondWriterHoldsTheTierUpButNotForGood()
    {
        await Tier.DisposeAsync();
        await using var tier = NewTier(TimeSpan.FromMilliseconds(200));
        await tier.OpenAsync([Kinds.Table], default);
        using var other = ForeignProgram.Start(
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute('BEGIN IMMEDIATE')
            c.execute('INSERT INTO kinds (id) VALUES (77)')
            print('locked', flush=True)
            sys.stdin.readline()
            c.execute('COMMIT')
            """,
            DatabasePath);
        Assert.That(await other.StandardOutput.ReadLineAsync(), Is.EqualTo("locked"));
        var batch = new TierBatch(Journal, null, 1, [new TableBatch(Kinds.Table, [], Kinds.Row(1))]);
        var error = (await Assert.CatchAsync(() => tier.ApplyAsync(batch, default)))!;
        Assert.That(tier.Classify(error), Is.EqualTo(FailureKind.Transient));
        Assert.That((await tier.QueryAsync(new Query(Kinds.Table), default)).Rows, Is.Empty, "reads do not wait");
        await using var patient = NewTier(TimeSpan.FromMinutes(5));
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.That(() => patient.OpenAsync([Kinds.Table], impatient.Token), Throws.InstanceOf<OperationCanceledException>());
        await other.StandardInput.WriteLineAsync();
        await other.WaitForExitAsync();
        await tier.ApplyAsync(batch, default);
        Assert.That((await tier.QueryAsync(new Query(Kinds.Table), default)).Rows, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task UpsertIsOneAtomicStatementAgainstASecondWriter()
    {
        await OpenAsync();
        using var other = ForeignProgram.Start(
            """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
            for i in range(300):
                c.execute("INSERT INTO kinds (id, c_int64, c_text) VALUES (?, 2, 'them') ON CONFLICT (id) DO UPDATE SET c_int64 = excluded.c_int64, c_text = excluded.c_text", (i % 10,))
            """,
            DatabasePath);
        for (var i = 0; i < 300; i++)
        {
            await ApplyAsync(Kinds.Row(i % 10, (Kinds.Int64, Value.Of(1L)), (Kinds.Text, Value.Of("us"))), i == 0 ? null : i, i + 1);
        }

        await other.WaitForExitAsync();
        Assert.That(other.ExitCode, Is.Zero, await other.StandardError.ReadToEndAsync());
        var rows = await ReadAllAsync(Kinds.Table);
        Assert.That(rows, Has.Count.EqualTo(10));
        Assert.That(rows.Select(row => row[Kinds.Text].AsText() == (row[Kinds.Int64].AsInt64() == 1 ? "us" : "them")), Is.All.True);
    }

    [Test]
    public async Task TheLogGoesAwayWithTheLastProgram()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1), null, 1);
        await ReadAllAsync(Kinds.Table);
        Assert.That(File.Exists(DatabasePath + "-wal"), Is.True);
        Assert.That(await Tier.GetSizeAsync(default), Is.EqualTo(new FileInfo(DatabasePath).Length + new FileInfo(DatabasePath + "-wal").Length));
        await Tier.DisposeAsync();
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!), Is.EqualTo(new[] { DatabasePath }));
        Assert.That(() => ReadAllAsync(Kinds.Table), Throws.TypeOf<ObjectDisposedException>());
    }
}
