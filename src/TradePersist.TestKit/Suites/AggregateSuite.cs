using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>Groups, counts, sums and extremes are exact, and those of the shared evaluator.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class AggregateSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task EveryGroupIsAsTheEvaluatorHasIt()
    {
        var kinds = await OpenAsync();
        var random = Seed.Random();

        // The sum of doubles may be taken in any order, so here it must not matter.
        var rows = kinds.Random(random, 60, column => column.Kind == ColumnKind.Double
            ? [Value.Of(0.25), Value.Of(-3.5), Value.Of(1024.125)]
            : [.. Edges.Of(column.Kind).Take(4), Edges.Of(column.Kind)[^1]]);
        await UpsertAsync(rows);
        for (var i = 0; i < 200; i++)
        {
            await Evaluated.CompareAsync(Tier, RandomQuery.Groups(random, kinds), rows);
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
}
