using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>Programs of different versions on the same files.</summary>
internal sealed class FileSchemaTests : FilesTestBase
{
    [Test]
    public async Task AColumnOfANewerProgramOutlivesAnOlderOne()
    {
        Column Later() => Column.Json("later", nullable: true);
        var (older, newer) = (NewTable(Column.Text("note", 200, nullable: true)), NewTable(Column.Text("note", 200, nullable: true), Later()));
        await Tier.OpenAsync([newer], default);
        var document = Value.Of("""{"a":[1,2.5],"b":"é😀"}""");
        await ApplyAsync(Rows.Of(newer, [Value.Of(1L), Value.Of("new"), document], [Value.Of(2L), Value.Of("new"), document], [Value.Of(3L), Value.Of("new"), document]), null, 1);

        await ReopenAsync(older);
        await ApplyAsync(1, 2, new TableBatch(older, [new(new Condition(older.Key[0], Comparison.Equal, Value.Of(3L)))], Rows.Of(older, [Value.Of(3L), Value.Of("inserted anew")])));
        for (var i = 2; i < 700; i++)
        {
            await ApplyAsync(Rows.Of(older, [Value.Of(1L), Value.Of(new string('x', 100) + i)]), i, i + 1);
        }

        Assert.That(new FileInfo(PathOf("t.jsonl")).Length, Is.LessThan(100_000), "it was compacted");
        Assert.That(await ReadAllAsync(older), Has.Count.EqualTo(3));
        await ReopenAsync(newer);
        var rows = await ReadAllAsync(newer);
        Assert.That(rows.Select(row => row[newer.Columns[1]].ToString()), Is.EqualTo(new[] { new string('x', 100) + "699", "new", "inserted anew" }));
        Assert.That(rows.Select(row => row[newer.Columns[2]]), Is.EqualTo(new[] { document, document, Value.Null }));
    }

    [Test]
    public async Task AnotherKeyIsAnotherTable()
    {
        await Tier.OpenAsync([NewTable(Column.Int64("more"))], default);
        await Tier.DisposeAsync();
        var (id, more) = (Column.Int64("id"), Column.Int64("more"));
        var error = await RefusedAsync<SchemaMismatchException>(new Table("t", [id, more], [id, more]));
        Assert.That(error.Problems.Single(), Is.EqualTo($"{PathOf("t.jsonl")}, line 1: t: is format 1 of t (id), must be format 1 of t (id, more)"));
    }

    [TestCase("""{"$table":"t","format":2,"key":["id"]}""", typeof(SchemaMismatchException))]
    [TestCase("""{"$table":"u","format":1,"key":["id"]}""", typeof(SchemaMismatchException))]
    [TestCase("""{"$table":"t","format":1}""", typeof(DamagedFileException))]
    [TestCase("""{"id":1}""", typeof(DamagedFileException))]
    [TestCase("\uFEFF{\"$table\":\"t\",\"format\":1,\"key\":[\"id\"]}", typeof(DamagedFileException))]
    public async Task AFileOfAnotherFormatIsRefused(string header, Type error)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(PathOf("t.jsonl"), header + "\n");
        Assert.That(await RefusedAsync<TradePersistException>(NewTable()), Is.TypeOf(error));
    }

    [Test]
    public async Task ATableThatTheProgramDoesNotHaveIsLeftAlone()
    {
        var other = new KindsTable("other");
        await Tier.OpenAsync([Kinds.Table, other.Table], default);
        await ApplyAsync(null, 1, new TableBatch(Kinds.Table, [], Kinds.Row(1)), new TableBatch(other.Table, [], other.Row(2)));
        await ReopenAsync();
        await ApplyAsync(Kinds.Row(3), 1, 2);
        await ReopenAsync(Kinds.Table, other.Table);
        Assert.That((await ReadAllAsync(other.Table)).Single()[other.Id], Is.EqualTo(Value.Of(2L)));
        Assert.That(File.ReadAllText(PositionsFile), Does.Contain("\"other\": 1"));
    }

    /// <summary>What a file could not give back is refused before anything of the batch counts, in any table.</summary>
    [Test]
    public async Task AValueThatCannotBeReadBackIsRefusedForGood()
    {
        var (id, note) = (Column.Int64("id"), Column.Text("note", 10));
        var strict = new Table("strict", [id, note], [id]);
        await Tier.OpenAsync([Kinds.Table, strict], default);
        (Column Column, Value Value)[] poison =
        [
            (Kinds.Int64, Value.Of("text")),
            (Kinds.Int32, Value.Of(1L << 40)),
            (Kinds.Double, Value.Of(double.NaN)),
            (Kinds.Double, Value.Of(double.PositiveInfinity)),
            (Kinds.Decimal, Value.Of(100000000000000000000m)),
            (Kinds.Decimal, Value.Of(0.0000000000000000001m)),
            (Kinds.Text, Value.Of("\uD800")),
            (Kinds.Json, Value.Of("{")),
            (Kinds.Json, Value.Of("""{"a":1,"a":1}""")),
            (Kinds.Timestamp, Value.OfMicroseconds(Timestamps.Minimum - 1)),
            (Kinds.Timestamp, Value.OfMicroseconds(Timestamps.Maximum + 1)),
        ];
        foreach (var (column, value) in poison)
        {
            await RefusedAsync(new TableBatch(strict, [], Rows.Of(strict, [Value.Of(1L), Value.Of("fine")])), new TableBatch(Kinds.Table, [], Kinds.Row(1, (column, value))));
        }

        await RefusedAsync(new TableBatch(Kinds.Table, [], Kinds.Row(1)), new TableBatch(strict, [], Rows.Of(strict, [Value.Of(1L), Value.Null])));
        await ApplyAsync(Kinds.Row(2, (Kinds.Json, Value.Of("{ \"b\":1,\n\"a\":2 }"))), null, 1);
        await ReopenAsync(Kinds.Table, strict);
        Assert.That((await ReadAllAsync(Kinds.Table)).Single()[Kinds.Json].AsText(), Is.EqualTo("""{"a":2,"b":1}"""), "a line is a line");

        async Task RefusedAsync(params TableBatch[] tables)
        {
            var error = (await Assert.CatchAsync(() => ApplyAsync(null, 1, tables)))!;
            Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Permanent), error.ToString());
            Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null);
            Assert.That(await ReadAllAsync(Kinds.Table), Is.Empty);
            Assert.That(await ReadAllAsync(strict), Is.Empty);
            Assert.That(File.ReadAllLines(KindsFile).Concat(File.ReadAllLines(PathOf("strict.jsonl"))).Count(), Is.EqualTo(2));
        }
    }

    private static Table NewTable(params Column[] columns)
    {
        var id = Column.Int64("id");
        return new Table("t", [id, .. columns], [id]);
    }
}
