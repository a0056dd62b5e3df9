using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

internal abstract partial class TierContractTests
{
    [Test]
    public async Task EveryKindComesBackBitForBit()
    {
        var kinds = await OpenAsync();
        var rows = new RowSet(kinds.Table);
        var id = 0;
        kinds.Add(rows, ++id);
        foreach (var column in kinds.Values)
        {
            foreach (var value in Edges.Of(column.Kind))
            {
                kinds.Add(rows, ++id, (column, value));
            }
        }

        await UpsertAsync(rows);
        var found = await ReadAllAsync(kinds.Table);
        Assert.That(found, Has.Count.EqualTo(id));
        for (var i = 0; i < id; i++)
        {
            Assert.That(found[i], Is.EqualTo(rows[i]));
        }
    }

    [Test]
    public async Task AKeyOfSeveralTextsTellsCaseAndTrailingSpaces()
    {
        var symbol = Column.Text("symbol", 64);
        var venue = Column.Text("venue", 64);
        var table = new Table("symbols", [symbol, venue], [symbol, venue]);
        await Tier.OpenAsync([table], default);
        var rows = new RowSet(table);
        foreach (var text in Edges.Of(ColumnKind.Text))
        {
            var cells = rows.Add();
            (cells[0], cells[1]) = (text, Value.Of("x"));
        }

        await UpsertAsync(rows);
        await UpsertAsync(rows);
        Assert.That((await ReadAllAsync(table)).Select(row => row[symbol]), Is.EquivalentTo(Edges.Of(ColumnKind.Text)));
    }

    [Test]
    public async Task AnUpsertOverwritesTheWholeRow()
    {
        var kinds = await OpenAsync();
        await UpsertAsync(kinds.Row(1, (kinds.Text, Value.Of("old")), (kinds.Decimal, Value.Of(1m))));
        await UpsertAsync(kinds.Row(2, (kinds.Text, Value.Of("other"))));
        var renewed = kinds.Row(1, (kinds.Text, Value.Of("new")));
        await UpsertAsync(renewed);
        var rows = await ReadAllAsync(kinds.Table);
        Assert.That(rows, Has.Count.EqualTo(2));
        Assert.That(rows[0], Is.EqualTo(renewed[0]));
    }

    [Test]
    public async Task DeletesComeBeforeUpserts()
    {
        var kinds = await OpenAsync();
        var random = Seeded();
        var rows = kinds.Random(random, 50);
        await UpsertAsync(rows);
        var filter = new Filter(new Condition(kinds.Bool, Comparison.Equal, Value.Of(true)));
        var replacement = kinds.Row(999, (kinds.Bool, Value.Of(true)));
        await ApplyAsync(new TableBatch(kinds.Table, [filter], replacement));
        var expected = rows.Where(row => !filter.Holds(row)).Append(replacement[0]);
        Assert.That(await ReadAllAsync(kinds.Table), Is.EqualTo(expected));
    }

    [Test]
    public async Task EveryFilterDeletesWhatItHoldsFor()
    {
        var kinds = await OpenAsync();
        var random = Seeded();
        for (var i = 0; i < 60; i++)
        {
            var rows = kinds.Random(random, 20);
            await UpsertAsync(rows);
            var filter = RandomQuery.Filter(random, kinds);
            await DeleteAsync(kinds.Table, filter);
            Assert.That(await ReadAllAsync(kinds.Table), Is.EqualTo(rows.Where(row => !filter.Holds(row))), string.Join(" AND ", filter.Conditions));
        }
    }

    [Test]
    public async Task ATableThatIsAllKeyTakesUpserts()
    {
        var id = Column.Guid("id");
        var table = new Table("ids", [id], [id]);
        await Tier.OpenAsync([table], default);
        var rows = new RowSet(table);
        rows.Add()[0] = Value.Of(Guid.AllBitsSet);
        await UpsertAsync(rows);
        await UpsertAsync(rows);
        Assert.That(await ReadAllAsync(table), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task OpeningAgainKeepsTheRows()
    {
        var kinds = await OpenAsync();
        if (Tier is MemoryTier)
        {
            Assert.Ignore("Memory forgets.");
        }

        await UpsertAsync(kinds.Row(1));
        await Tier.OpenAsync([kinds.Table], default);
        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ABatchMayHoldSeveralTables()
    {
        var (first, second) = (new KindsTable("first"), new KindsTable("second"));
        await Tier.OpenAsync([first.Table, second.Table], default);
        var batch = new TierBatch(_journal, null, 7, [new(first.Table, [], first.Row(1)), new(second.Table, [], second.Row(2))]);
        await Tier.ApplyAsync(batch, default);
        Assert.That((await ReadAllAsync(first.Table)).Single()[first.Id].AsInt64(), Is.EqualTo(1));
        Assert.That((await ReadAllAsync(second.Table)).Single()[second.Id].AsInt64(), Is.EqualTo(2));
    }
}
