using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>Pages follow each other without a gap and without a row twice, in every order.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class PagingSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task EveryPageOfEveryOrderIsAsTheEvaluatorHasIt()
    {
        var kinds = await OpenAsync();
        var random = Seed.Random();
        var rows = kinds.Random(random, 40, column => [.. Edges.Of(column.Kind).Take(3)]);
        await UpsertAsync(rows);
        for (var i = 0; i < 150; i++)
        {
            var query = RandomQuery.Page(random, kinds);
            string? cursor = null;
            do
            {
                cursor = await Evaluated.CompareAsync(Tier, RandomQuery.After(query, cursor), rows);
            }
            while (cursor is not null);
        }
    }

    [Test]
    public async Task ACursorFromAnotherFilterIsStillExact()
    {
        var kinds = await OpenAsync();
        var rows = new RowSet(kinds.Table);
        for (var id = 1; id <= 20; id++)
        {
            kinds.Add(rows, id, (kinds.Int32, Value.Of((long)(id % 4))), (kinds.Text, Value.Of(id % 2 == 0 ? "a" : "b")));
        }

        await UpsertAsync(rows);
        foreach (var isDescending in new[] { false, true })
        {
            var order = new[] { new Ordering(kinds.Int32, isDescending), new Ordering(kinds.Text) };
            Query Filtered(long value, string? cursor) => new(kinds.Table)
            {
                Filter = new(new Condition(kinds.Int32, Comparison.Equal, Value.Of(value))), Order = order, Limit = 2, Cursor = cursor,
            };
            var cursor = await Evaluated.CompareAsync(Tier, Filtered(1, null), rows);
            for (var value = 0; value < 4; value++)
            {
                await Evaluated.CompareAsync(Tier, Filtered(value, cursor), rows);
            }
        }
    }

    [Test]
    public async Task ADamagedCursorIsRefused()
    {
        var kinds = await OpenAsync();
        Assert.That(() => Tier.QueryAsync(new Query(kinds.Table) { Cursor = "xyz" }, default), Throws.ArgumentException);
    }
}
