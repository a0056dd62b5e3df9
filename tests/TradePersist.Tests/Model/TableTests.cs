using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.Tests.Model;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TableTests
{
    private readonly Column _id = Column.Int64("id");
    private readonly Column _part = Column.Text("part", 8);
    private readonly Column _price = Column.Decimal("price", nullable: true);
    private readonly Column _at = Column.Timestamp("at", nullable: true);
    private readonly Column _foreign = Column.Int64("id");

    [TestCase("")]
    [TestCase("Trades")]
    [TestCase("1st")]
    [TestCase("a-b")]
    [TestCase("a b")]
    [TestCase("trades\n")]
    [TestCase("é")]
    [TestCase("a2345678901234567890123456789012345678901234567890123456789012345")]
    public void NamesThatSqlWouldQuoteAreRefused(string name)
    {
        Assert.That(() => Column.Int64(name), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new Table(name, [_id], [_id]), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void ANameOf63CharactersIsAccepted() =>
        Assert.That(Column.Int64(new string('a', 63)).Name, Has.Length.EqualTo(63));

    [Test]
    public void ATableNeedsColumnsAndAKey()
    {
        Refused(() => new Table("t", [], []));
        Refused(() => Declare(_id, id => new Table("t", [id], [])));
    }

    [Test]
    public void KeysPartitionsAndIndexesNameColumnsOfTheTableOnce()
    {
        Refused(() => new Table("t", [Column.Int64("id")], [_foreign]));
        Refused(() => Declare(_id, id => new Table("t", [id, Column.Int64("id")], [id])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id, id])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], [id, id])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], indexes: [new TableIndex(id, id)])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], indexes: [new TableIndex([])])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], indexes: [new TableIndex(_foreign)])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], [_foreign])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], time: _at)));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], checks: [Check.Columns(id, Comparison.Less, _foreign)])));
        Refused(() => Declare(_id, id => new Table("t", [id], [id], checks: [Check.Against(_foreign, Comparison.Less, Value.Of(1L))])));
    }

    [Test]
    public void AKeyIsNotNullableAndHoldsThePartition()
    {
        Refused(() => new Table("t", [_at], [_at]));
        Refused(() => Declare(_id, id => new Table("t", [id, _part], [id], partition: [_part])));
    }

    [Test]
    public void ADecimalIsNotIndexedNorPartOfAKey()
    {
        var price = Column.Decimal("price");
        Refused(() => Declare(_id, id => new Table("t", [id, price], [id, price])));
        Refused(() => Declare(_id, id => new Table("t", [id, _price], [id], indexes: [new TableIndex(_price)])));
    }

    [Test]
    public void TheTimeIsATimestamp() => Refused(() => new Table("t", [_id, _part], [_id], time: _part));

    [Test]
    public void AColumnBelongsToOneTable()
    {
        _ = new Table("t", [_id], [_id]);
        Assert.That(() => new Table("u", [_id], [_id]), Throws.InvalidOperationException);
    }

    [Test]
    public void ATextColumnHasALength() => Assert.That(() => Column.Text("a", 0), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void ChecksCompareAlike()
    {
        Assert.That(() => Check.Columns(_id, Comparison.Less, _part), Throws.ArgumentException);
        Assert.That(() => Check.Against(_id, Comparison.Less, Value.Of(1.5)), Throws.ArgumentException);
        Assert.That(() => Check.Against(_id, Comparison.IsNull, default), Throws.ArgumentException);
    }

    [Test]
    public void ConditionsCompareAlikeWithTheRightNumberOfValues()
    {
        Assert.That(() => new Condition(_id, Comparison.Equal, Value.Of("1")), Throws.ArgumentException);
        Assert.That(() => new Condition(_id, Comparison.In, Value.Of(1L), Value.Of(true)), Throws.ArgumentException);
        Assert.That(() => new Condition(_id, Comparison.Equal), Throws.ArgumentException);
        Assert.That(() => new Condition(_id, Comparison.IsNull, Value.Of(1L)), Throws.ArgumentException);
        Assert.That(() => new Condition(_id, (Comparison)77, Value.Of(1L)), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void OperationsAreAboutTheirTable()
    {
        var table = new Table("t", [_id, _part], [_id, _part], partition: [_part]);
        var one = new RowSet(table);
        one.Add()[_part.Ordinal] = Value.Of("a");
        var other = new RowSet(table);
        other.Add()[_part.Ordinal] = Value.Of("b");
        Assert.That(() => new ReplaceOperation(one[0], other), Throws.ArgumentException);
        Assert.That(() => new DeleteOperation(table, new Filter(new Condition(_foreign, Comparison.Less, Value.Of(1L)))), Throws.ArgumentException);

        var loose = Column.Int64("id");
        var rows = new RowSet(new Table("u", [loose], [loose]));
        rows.Add();
        Assert.That(() => new ReplaceOperation(rows[0], rows), Throws.ArgumentException, "a table without partition");
        Assert.That(() => one.Add(rows[0]), Throws.ArgumentException);
    }

    private static void Refused(Func<Table> declare) => Assert.That(declare, Throws.InstanceOf<ArgumentException>());

    // A column belongs to the first table that names it, a refused one too.
    private static Table Declare(Column model, Func<Column, Table> declare) => declare(model.Unbound(model.Name, model.Nullable));
}
