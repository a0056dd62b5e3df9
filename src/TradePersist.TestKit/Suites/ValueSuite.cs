using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>A value that is read is the one that was written, at every edge of every kind.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class ValueSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
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
}
