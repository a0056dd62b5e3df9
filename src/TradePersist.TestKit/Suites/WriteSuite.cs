using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>What is written: whole rows, deletes before upserts, several tables at once.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class WriteSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
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
        var random = Seed.Random();
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
        var random = Seed.Random();
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
    public async Task ABatchMayHoldSeveralTables()
    {
        var (first, second) = (new KindsTable("first"), new KindsTable("second"));
        await Tier.OpenAsync([first.Table, second.Table], default);
        var batch = new TierBatch(Journal, null, 7, [new(first.Table, [], first.Row(1)), new(second.Table, [], second.Row(2))]);
        await Tier.ApplyAsync(batch, default);
        Assert.That((await ReadAllAsync(first.Table)).Single()[first.Id].AsInt64(), Is.EqualTo(1));
        Assert.That((await ReadAllAsync(second.Table)).Single()[second.Id].AsInt64(), Is.EqualTo(2));
    }
}
