using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>A query finds what the shared evaluator finds.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class QuerySuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task EveryComparisonOfEveryKindAnswersAsTheEvaluatorDoes()
    {
        var kinds = await OpenAsync();
        var random = Seed.Random();
        var rows = kinds.Random(random, 80);
        await UpsertAsync(rows);
        foreach (var column in kinds.Values)
        {
            foreach (var comparison in RandomQuery.Comparisons)
            {
                for (var i = 0; i < 8; i++)
                {
                    await Evaluated.CompareAsync(Tier, new Query(kinds.Table) { Filter = new(RandomQuery.Condition(random, column, comparison)) }, rows);
                }
            }
        }
    }
}
