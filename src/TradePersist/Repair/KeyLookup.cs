using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Reads the rows of some keys, in as few queries as their order allows: keys alike but for their last column go together.</summary>
internal static class KeyLookup
{
    /// <summary>The rows by key. A key that the tier does not have is not in it.</summary>
    public static async Task<Dictionary<Row, List<Row>>> RowsAsync(TierReader tier, Table table, IReadOnlyList<KeyMatch> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Row, List<Row>>(new RowKeyComparer(table.Key));
        Column[] prefix = [.. table.Key.SkipLast(1)];
        var alike = new RowKeyComparer(prefix);
        for (var start = 0; start < keys.Count;)
        {
            var end = start + 1;
            while (end < keys.Count && alike.Equals(keys[end].Key, keys[start].Key))
            {
                end++;
            }

            await ReadAsync(tier, table, prefix, keys, start..end, found, cancellationToken).ConfigureAwait(false);
            start = end;
        }

        return found;
    }

    private static async Task ReadAsync(TierReader tier, Table table, Column[] prefix, IReadOnlyList<KeyMatch> keys, Range range, Dictionary<Row, List<Row>> found, CancellationToken cancellationToken)
    {
        var last = table.Key[^1];
        var (start, count) = range.GetOffsetAndLength(keys.Count);
        Value[] values = [.. Enumerable.Range(start, count).Select(i => keys[i].Key[last])];
        var filter = new Filter([.. Filter.Matching(prefix, keys[start].Key).Conditions, new Condition(last, Comparison.In, values)]);
        var result = await tier.QueryAsync(new Query(table) { Filter = filter, Limit = Query.MaxLimit }, cancellationToken).ConfigureAwait(false);
        foreach (var row in result.Rows)
        {
            if (!found.TryGetValue(row, out var rows))
            {
                found.Add(row, rows = []);
            }

            rows.Add(row);
        }
    }
}
