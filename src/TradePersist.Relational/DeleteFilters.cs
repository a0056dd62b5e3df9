using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Relational;

/// <summary>What the deletes of a batch have in common: most name one partition each.</summary>
public static class DeleteFilters
{
    // An engine may look through the column for each statement, so a statement takes many values.
    private const int MostValues = 500;

    /// <summary>Filters that together delete the same rows: those on one value of a column made into lists of values.</summary>
    public static IEnumerable<Filter> Merge(IReadOnlyList<Filter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return filters.Count < 2
            ? filters
            : filters.ToLookup(ColumnOf).SelectMany(group => group.Key is { } column ? Merge(column, group) : group);
    }

    /// <summary>Whether every upserted row lies in a partition that the batch deletes, so that none can meet a row that is there.</summary>
    public static bool CoverUpserts(TableBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Deletes.Count == 0 || batch.Table.Partition is not [var partition])
        {
            return false;
        }

        var deleted = batch.Deletes.Where(filter => ColumnOf(filter) == partition).Select(ValueOf).ToHashSet();
        for (var i = 0; i < batch.Upserts.Count; i++)
        {
            if (!deleted.Contains(batch.Upserts[i][partition]))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<Filter> Merge(Column column, IEnumerable<Filter> filters) =>
        filters.Select(ValueOf).Chunk(MostValues).Select(values => new Filter(new Condition(column, Comparison.In, values)));

    // The column of a filter on one value of one column.
    private static Column? ColumnOf(Filter filter) => filter.Conditions is [{ Comparison: Comparison.Equal } single] ? single.Column : null;

    private static Value ValueOf(Filter filter) => filter.Conditions[0].Values[0];
}
