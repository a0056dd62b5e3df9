using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>Opening makes the store fit the tables, keeps its rows, and refuses one that cannot fit.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class SchemaSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
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
        await UpsertAsync(kinds.Row(1));
        await Tier.OpenAsync([kinds.Table], default);
        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(Can(TierCapability.StoredSchema) ? 1 : 0));
    }
}
