using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>Asks a tier what <see cref="QueryEvaluator"/> is asked, and expects the same answer.</summary>
internal static class Evaluated
{
    /// <summary>Returns the cursor of the answer; null at the end and when both say that a sum overflows.</summary>
    public static async Task<string?> CompareAsync(ITier tier, Query query, RowSet rows)
    {
        QueryResult expected;
        try
        {
            expected = QueryEvaluator.Evaluate(query, rows);
        }
        catch (DecimalOverflowException)
        {
            Assert.That(() => tier.QueryAsync(query, default), Throws.TypeOf<DecimalOverflowException>(), Describe(query));
            return null;
        }

        var actual = await tier.QueryAsync(query, default).ConfigureAwait(false);
        Assert.That(actual.Rows.Select(row => row.Values.ToArray()), Is.EqualTo(expected.Rows.Select(row => row.Values.ToArray())), Describe(query));
        Assert.That(actual.Next, Is.EqualTo(expected.Next), Describe(query));
        return actual.Next;
    }

    private static string Describe(Query query) =>
        $"filter [{string.Join(" AND ", query.Filter.Conditions)}] order [{string.Join(", ", query.Order)}] limit {query.Limit}"
        + $" group by [{string.Join(", ", query.GroupBy)}] aggregates [{string.Join(", ", query.Aggregates.Select(Describe))}]";

    private static string Describe(Aggregate aggregate) =>
        $"{aggregate.Function} {aggregate.Column} where [{string.Join(" AND ", aggregate.Where.Conditions)}]";
}
