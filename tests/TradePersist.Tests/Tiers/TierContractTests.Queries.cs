using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.Tests.Tiers;

internal abstract partial class TierContractTests
{
    [Test]
    public async Task EveryComparisonOfEveryKindAnswersAsTheEvaluatorDoes()
    {
        var kinds = await OpenAsync();
        var random = Seeded();
        var rows = kinds.Random(random, 80);
        await UpsertAsync(rows);
        foreach (var column in kinds.Values)
        {
            foreach (var comparison in RandomQuery.Comparisons)
            {
                for (var i = 0; i < 8; i++)
                {
                    await ExpectAsEvaluatedAsync(new Query(kinds.Table) { Filter = new(RandomQuery.Condition(random, column, comparison)) }, rows);
                }
            }
        }
    }

    [Test]
    public async Task EveryPageOfEveryOrderIsAsTheEvaluatorHasIt()
    {
        var kinds = await OpenAsync();
        var random = Seeded();
        var rows = kinds.Random(random, 40, column => [.. Edges.Of(column.Kind).Take(3)]);
        await UpsertAsync(rows);
        for (var i = 0; i < 150; i++)
        {
            var query = RandomQuery.Page(random, kinds);
            string? cursor = null;
            do
            {
                cursor = await ExpectAsEvaluatedAsync(Shaped(query, cursor), rows);
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
            var cursor = await ExpectAsEvaluatedAsync(Filtered(1, null), rows);
            for (var value = 0; value < 4; value++)
            {
                await ExpectAsEvaluatedAsync(Filtered(value, cursor), rows);
            }
        }
    }

    [Test]
    public async Task ADamagedCursorIsRefused()
    {
        var kinds = await OpenAsync();
        Assert.That(() => Tier.QueryAsync(new Query(kinds.Table) { Cursor = "xyz" }, default), Throws.ArgumentException);
    }

    [Test]
    public async Task EveryGroupIsAsTheEvaluatorHasIt()
    {
        var kinds = await OpenAsync();
        var random = Seeded();

        // The sum of doubles may be taken in any order, so here it must not matter.
        var rows = kinds.Random(random, 60, column => column.Kind == ColumnKind.Double
            ? [Value.Of(0.25), Value.Of(-3.5), Value.Of(1024.125)]
            : [.. Edges.Of(column.Kind).Take(4), Edges.Of(column.Kind)[^1]]);
        await UpsertAsync(rows);
        for (var i = 0; i < 200; i++)
        {
            await ExpectAsEvaluatedAsync(RandomQuery.Groups(random, kinds), rows);
        }
    }

    [Test]
    public async Task GroupsOfNothingAreNoneButTheWholeIsOne()
    {
        var kinds = await OpenAsync();
        Aggregate[] aggregates = [Aggregate.Count("n"), Aggregate.Sum("sum", kinds.Decimal), Aggregate.Sum("whole", kinds.Int32), Aggregate.Max("max", kinds.Timestamp)];
        var whole = await Tier.QueryAsync(new Query(kinds.Table) { Aggregates = aggregates }, default);
        Assert.That(whole.Rows.Single().Values.ToArray(), Is.EqualTo(new[] { Value.Of(0L), Value.Null, Value.Null, Value.Null }));
        var groups = await Tier.QueryAsync(new Query(kinds.Table) { Aggregates = aggregates, GroupBy = [kinds.Text] }, default);
        Assert.That(groups.Rows, Is.Empty);
    }

    [Test]
    public async Task SumsAreExactBeyondADouble()
    {
        var kinds = await OpenAsync();
        var rows = new RowSet(kinds.Table);
        for (var id = 1; id <= 1000; id++)
        {
            kinds.Add(rows, id, (kinds.Decimal, Value.Of(id == 1 ? 9999999999.000000000000000001m : 0.1m)), (kinds.Int64, Value.Of(id == 1 ? (1L << 53) + 1 : 2)));
        }

        await UpsertAsync(rows);
        var sums = await SumsAsync(kinds);
        Assert.That(sums[0].AsDecimal(), Is.EqualTo(9999999999.000000000000000001m + 99.9m));
        Assert.That(sums[1].AsInt64(), Is.EqualTo((1L << 53) + 1 + 1998));
    }

    [Test]
    public async Task ASumThatDoesNotFitIsATypedError([Values] bool isDecimal)
    {
        var kinds = await OpenAsync();
        var rows = new RowSet(kinds.Table);
        for (var id = 1; id <= 12; id++)
        {
            kinds.Add(rows, id, isDecimal ? (kinds.Decimal, Value.Of(99999999999999999999m + 0.00000001m)) : (kinds.Int64, Value.Of(long.MaxValue)));
        }

        await UpsertAsync(rows);
        Assert.That(() => SumsAsync(kinds), Throws.TypeOf<DecimalOverflowException>());
    }

    [Test]
    public async Task APartialSumMayLeaveTheRangeIfTheWholeDoesNot()
    {
        var kinds = await OpenAsync();
        var rows = new RowSet(kinds.Table);
        kinds.Add(rows, 1, (kinds.Int64, Value.Of(long.MaxValue)), (kinds.Decimal, Value.Of(99999999999999999999m)));
        kinds.Add(rows, 2, (kinds.Int64, Value.Of(long.MaxValue)), (kinds.Decimal, Value.Of(99999999999999999999m)));
        kinds.Add(rows, 3, (kinds.Int64, Value.Of(-long.MaxValue)), (kinds.Decimal, Value.Of(-99999999999999999999m)));
        kinds.Add(rows, 4, (kinds.Int64, Value.Of(-1L)), (kinds.Decimal, Value.Of(0.000000000000000001m)));
        await UpsertAsync(rows);
        await UpsertAsync(kinds.Row(5, (kinds.Decimal, Value.Of(-99999999999999999999m))));
        var sums = await SumsAsync(kinds);
        Assert.That(sums[0].AsDecimal(), Is.EqualTo(0.000000000000000001m));
        Assert.That(sums[1].AsInt64(), Is.EqualTo(long.MaxValue - 1));
    }

    private async Task<Value[]> SumsAsync(KindsTable kinds)
    {
        var query = new Query(kinds.Table) { Aggregates = [Aggregate.Sum("d", kinds.Decimal), Aggregate.Sum("i", kinds.Int64)] };
        return (await Tier.QueryAsync(query, default)).Rows.Single().Values.ToArray();
    }

    private async Task<string?> ExpectAsEvaluatedAsync(Query query, RowSet rows)
    {
        QueryResult expected;
        try
        {
            expected = QueryEvaluator.Evaluate(query, rows);
        }
        catch (DecimalOverflowException)
        {
            Assert.That(() => Tier.QueryAsync(query, default), Throws.TypeOf<DecimalOverflowException>(), Describe(query));
            return null;
        }

        var actual = await Tier.QueryAsync(query, default);
        Assert.That(actual.Rows.Select(row => row.Values.ToArray()), Is.EqualTo(expected.Rows.Select(row => row.Values.ToArray())), Describe(query));
        Assert.That(actual.Next, Is.EqualTo(expected.Next), Describe(query));
        return actual.Next;
    }
}
