using System.Text;
using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Chain.Codec;

/// <summary>A journal written by one version of a program and read by another.</summary>
public class SchemaChangeTests
{
    [Test]
    public void AColumnThatTheRecordLacksIsNull()
    {
        var then = Declare("t", Column.Int64("id"), Column.Text("name", 9));
        var now = Declare("t", Column.Int64("id"), Column.Double("score", nullable: true), Column.Text("name", 9));
        var row = Upserted(then, now, Rows.One(then, Value.Of(1L), Value.Of("a")));
        Assert.That(row.Values.ToArray(), Is.EqualTo(new[] { Value.Of(1L), Value.Null, Value.Of("a") }));
    }

    [Test]
    public void AColumnThatTheProgramDroppedIsLeftOut()
    {
        var then = Declare("t", Column.Int64("id"), Column.Blob("old"), Column.Text("name", 9));
        var now = Declare("t", Column.Int64("id"), Column.Text("name", 9));
        var row = Upserted(then, now, Rows.One(then, Value.Of(1L), Value.Of(new byte[] { 1, 2, 3 }), Value.Of("a")));
        Assert.That(row.Values.ToArray(), Is.EqualTo(new[] { Value.Of(1L), Value.Of("a") }));
    }

    [Test]
    public void ColumnsAndTablesAreMatchedByNameWhateverTheirOrder()
    {
        var other = Declare("other", Column.Int64("id"));
        var then = Declare("t", Column.Int64("id"), Column.Int64("x"), Column.Int64("y"));
        var now = Declare("t", Column.Int64("y"), Column.Int64("id"), Column.Int64("x"));
        var added = Declare("added", Column.Int64("id"));
        var payload = CodecBench.Encode([other, then], Change.Upsert(Rows.Of(then, [Value.Of(1L), Value.Of(2L), Value.Of(3L)])));
        var change = CodecBench.Decode([added, now, Declare("other", Column.Int64("id"))], [other, then], payload);
        var rows = ((UpsertOperation)change.Operations.Single()).Rows;
        Assert.That(rows.Table, Is.SameAs(now));
        Assert.That(rows[0].Values.ToArray(), Is.EqualTo(new[] { Value.Of(3L), Value.Of(1L), Value.Of(2L) }));
    }

    [Test]
    public void ADeleteFollowsItsColumn()
    {
        var then = Declare("t", Column.Int64("id"), Column.Int64("x"), Column.Int64("y"));
        var now = Declare("t", Column.Int64("y"), Column.Int64("id"));
        var byY = new DeleteOperation(then, new Filter(new Condition(then.Find("y")!, Comparison.Less, Value.Of(5L))));
        var byX = new DeleteOperation(then, new Filter(new Condition(then.Find("x")!, Comparison.Less, Value.Of(5L))));
        var read = (DeleteOperation)CodecBench.Decode([now], [then], CodecBench.Encode([then], new Change(byY))).Operations.Single();
        Assert.That(read.Filter.Conditions.Single().Column, Is.SameAs(now.Columns[0]));
        AssertRefused([now], [then], new Change(byX));
    }

    [Test]
    public void ARecordOfAnUnknownTableIsRefused()
    {
        var then = Declare("gone", Column.Int64("id"));
        AssertRefused([Declare("t", Column.Int64("id"))], [then], Change.Upsert(Rows.Of(then, [Value.Of(1L)])));
    }

    [Test]
    public void AnUnknownTableWithoutRecordsDoesNoHarm()
    {
        var then = Declare("t", Column.Int64("id"));
        var now = Declare("t", Column.Int64("id"));
        var payload = CodecBench.Encode([Declare("gone", Column.Int64("id")), then], Change.Upsert(Rows.Of(then, [Value.Of(1L)])));
        var change = CodecBench.Decode([now], [Declare("gone", Column.Int64("id")), then], [.. payload]);
        Assert.That(change.Operations.Single().Table, Is.SameAs(now));
    }

    [Test]
    public void AColumnOfAnotherKindIsRefused()
    {
        var then = Declare("t", Column.Int64("id"), Column.Double("price"));
        var now = Declare("t", Column.Int64("id"), Column.Decimal("price"));
        AssertRefused([now], [then], Change.Upsert(Rows.Of(then, [Value.Of(1L), Value.Of(1.5)])));
    }

    [Test]
    public void AColumnThatMustNotBeNullAndIsNotRecordedIsRefused()
    {
        var then = Declare("t", Column.Int64("id"));
        var now = Declare("t", Column.Int64("id"), Column.Text("venue", 9));
        AssertRefused([now], [then], Change.Upsert(Rows.Of(then, [Value.Of(1L)])));
    }

    [TestCase("Uint128")]
    [TestCase("77")]
    [TestCase("")]
    public void AKindThatThisProgramDoesNotKnowIsRefused(string kind)
    {
        var table = Declare("t", Column.Int64("id"));
        var schema = Encoding.UTF8.GetString(new JournalSchema([table]).Json.Span).Replace("\"Int64\"", $"\"{kind}\"", StringComparison.Ordinal);
        var decoder = new ChangeDecoder([table], Encoding.UTF8.GetBytes(schema));
        var payload = CodecBench.Encode([table], Change.Upsert(Rows.Of(table, [Value.Of(1L)])));
        Assert.That(() => decoder.Read(payload), Throws.InstanceOf<JournalSchemaException>());
    }

    [Test]
    public void APartitionIsMatchedByNamesOrRefused()
    {
        var then = Partitioned("a", "b");
        var swapped = Partitioned("b", "a");
        var other = Partitioned("a");
        var change = new Change(new ReplaceOperation(Rows.One(then, Value.Of("x"), Value.Of("y"), Value.Of(0L)), new RowSet(then)));
        var payload = CodecBench.Encode([then], change);

        var read = (ReplaceOperation)CodecBench.Decode([swapped], [then], payload).Operations.Single();
        Assert.That(read.Partition[swapped.Find("a")!].AsText(), Is.EqualTo("x"));
        Assert.That(read.Partition[swapped.Find("b")!].AsText(), Is.EqualTo("y"));
        AssertRefused([other], [then], change);
    }

    private static Table Declare(string name, params Column[] columns) => new(name, columns, [columns.Single(column => column.Name == "id")]);

    private static Table Partitioned(params string[] partition)
    {
        Column[] columns = [Column.Text("a", 9), Column.Text("b", 9), Column.Int64("id")];
        return new Table("t", columns, columns, [.. partition.Select(name => columns.Single(column => column.Name == name))]);
    }

    private static Row Upserted(Table then, Table now, Row row)
    {
        var rows = new RowSet(then);
        rows.Add(row);
        var change = CodecBench.Decode([now], [then], CodecBench.Encode([then], Change.Upsert(rows)));
        return ((UpsertOperation)change.Operations.Single()).Rows[0];
    }

    private static void AssertRefused(Table[] now, Table[] then, Change change)
    {
        var payload = CodecBench.Encode(then, change);
        Assert.That(() => CodecBench.Decode(now, then, payload), Throws.InstanceOf<JournalSchemaException>());
    }
}
