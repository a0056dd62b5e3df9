using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>Opening makes the store fit the tables, keeps its rows, and refuses a store that cannot fit.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class SchemaSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task OpeningAgainKeepsTheRows()
    {
        var kinds = await OpenAsync();
        await UpsertAsync(kinds.Row(1));
        await Tier.OpenAsync([kinds.Table], default);
        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(Can(TierCapability.StoredSchema) ? 1 : 0));
    }

    [Test]
    public async Task AnotherTierFindsTheRowsAndThePosition()
    {
        var kinds = await OpenAsync();
        var rows = kinds.Random(Seed.Random(), 30);
        await UpsertAsync(rows);
        var again = new KindsTable();
        await ReopenAsync(again.Table);
        var isDurable = Can(TierCapability.Durability);
        var found = await ReadAllAsync(again.Table);
        Assert.That(found.Select(row => row.Values.ToArray()), Is.EqualTo(rows.Where(_ => isDurable).Select(row => row.Values.ToArray())));
        Assert.That(await Tier.ReadPositionAsync(Journal, default), isDurable ? Is.EqualTo(1) : Is.Null);
    }

    [Test]
    public async Task AMissingColumnIsAddedNullOrNeutral([Values] bool nullable)
    {
        var old = Column.Int64("id");
        var before = new Table("grown", [old], [old]);
        await Tier.OpenAsync([before], default);
        await UpsertAsync(Rows.Of(before, [Value.Of(1L)]));
        var id = Column.Int64("id");
        Column[] added =
        [
            Column.Int64("a", nullable), Column.Int32("b", nullable), Column.Double("c", nullable), Column.Decimal("d", nullable), Column.Bool("e", nullable),
            Column.Text("f", 9, nullable), Column.Json("g", nullable), Column.Timestamp("h", nullable), Column.Guid("i", nullable), Column.Blob("j", nullable),
        ];
        var after = new Table("grown", [id, .. added], [id], indexes: [new TableIndex(added[5])]);
        await Tier.OpenAsync([after], default);
        await Tier.OpenAsync([after], default);
        var expected = Rows.Of(after, [Value.Of(1L), .. added.Select(column => column.Absent)]);
        Assert.That(await ReadAllAsync(after), Is.EqualTo(Can(TierCapability.StoredSchema) ? expected : new RowSet(after)));
    }

    [Test]
    public async Task AColumnInTheMiddleIsAddedAndWrittenToByName()
    {
        var (oldId, oldLast) = (Column.Int64("id"), Column.Text("last", 9, nullable: true));
        var before = new Table("grown", [oldId, oldLast], [oldId], [oldId]);
        await Tier.OpenAsync([before], default);
        await UpsertAsync(Rows.Of(before, [Value.Of(1L), Value.Of("x")]));
        var (id, middle, last) = (Column.Int64("id"), Column.Double("middle", nullable: true), Column.Text("last", 9, nullable: true));
        var after = new Table("grown", [id, middle, last], [id], [id]);
        await Tier.OpenAsync([after], default);
        var added = Rows.Of(after, [Value.Of(2L), Value.Of(2.5), Value.Of("y")]);
        await Tier.ApplyAsync(new TierBatch(Guid.CreateVersion7(), null, 1, [new TableBatch(after, [Filter.Matching([id], added[0])], added)]), default);
        var kept = Can(TierCapability.StoredSchema) ? Rows.Of(after, [Value.Of(1L), default, Value.Of("x")]) : new RowSet(after);
        Assert.That(await ReadAllAsync(after), Is.EqualTo(kept.Concat(added)));
    }

    [Test]
    public async Task AStoreThatCannotHoldTheTableIsRefusedAndLeftAlone()
    {
        var (id, note) = (Column.Int64("id"), Column.Text("note", 9));
        var before = new Table("taken", [id, note], [id]);
        await Tier.OpenAsync([before], default);
        var rows = Rows.Of(before, [Value.Of(1L), Value.Of("same")], [Value.Of(2L), Value.Of("same")]);
        await UpsertAsync(rows);
        var (otherId, otherNote) = (Column.Int64("id"), Column.Text("note", 9));
        var other = new Table("taken", [otherId, otherNote], [otherNote]);
        if (!Can(TierCapability.StoredSchema))
        {
            await Tier.OpenAsync([other], default);
            return;
        }

        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([new KindsTable().Table, other], default)))!;
        Assert.That(error.Problems, Has.Some.Contain("taken"));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        await Tier.OpenAsync([before], default);
        Assert.That(await ReadAllAsync(before), Is.EqualTo(rows));
    }

    [Test]
    public async Task AColumnOfAnotherKindIsRefusedAndNamed()
    {
        var (id, note) = (Column.Int64("id"), Column.Text("note", 9));
        var before = new Table("taken", [id, note], [id]);
        await Tier.OpenAsync([before], default);
        var rows = Rows.Of(before, [Value.Of(1L), Value.Of("text")]);
        await UpsertAsync(rows);
        var otherId = Column.Int64("id");
        var other = new Table("taken", [otherId, Column.Double("note")], [otherId]);
        if (!Can(TierCapability.StoredSchema))
        {
            await Tier.OpenAsync([other], default);
            return;
        }

        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([other], default)))!;
        Assert.That(error.Problems, Has.Some.Contain("note"));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        await Tier.OpenAsync([before], default);
        Assert.That(await ReadAllAsync(before), Is.EqualTo(rows));
    }

    [Test]
    public async Task ATableThatIsAllKeyTakesUpserts()
    {
        var id = Column.Guid("id");
        var table = new Table("ids", [id], [id]);
        await Tier.OpenAsync([table], default);
        var rows = Rows.Of(table, [Value.Of(Guid.AllBitsSet)]);
        await UpsertAsync(rows);
        await UpsertAsync(rows);
        Assert.That(await ReadAllAsync(table), Is.EqualTo(rows));
    }
}
