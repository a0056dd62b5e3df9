namespace TradePersist.Model;

/// <summary>
/// Answers a <see cref="Query"/> over rows that come by one at a time: the meaning that every tier's own query language
/// must match. It keeps the rows of the answer or one state per group, and nothing else.
/// </summary>
public static class QueryEvaluator
{
    /// <summary>The answer to the query over the given rows of its table, in any order. The storage of a row may be used again for the next.</summary>
    public static QueryResult Evaluate(Query query, IEnumerable<Row> rows)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rows);
        query.Validate();
        var matching = rows.Where(row => query.Filter.Holds(row));
        return query.IsGrouped ? Group(query, matching) : Page(query, matching);
    }

    private static QueryResult Page(Query query, IEnumerable<Row> rows)
    {
        var order = query.TotalOrder;
        if (query.After() is { } after)
        {
            var comparer = new RowOrderComparer(order);
            rows = rows.Where(row => comparer.Compare(row, after) > 0);
        }

        var first = new TopRows<bool>(order, query.Limit + 1);
        foreach (var row in rows)
        {
            first.Offer(row, true);
        }

        var page = first.Take();
        var result = new RowSet(query.Table, Math.Min(page.Length, query.Limit));
        foreach (var (row, _) in page.AsSpan(0, Math.Min(page.Length, query.Limit)))
        {
            result.Add(row);
        }

        return new QueryResult(result, page.Length > query.Limit ? QueryCursor.Encode(query, result[query.Limit - 1]) : null);
    }

    private static QueryResult Group(Query query, IEnumerable<Row> rows)
    {
        var comparer = new RowKeyComparer(query.GroupBy);
        var groups = new Dictionary<Row, AggregateState[]>(comparer);
        AggregateState[] NewGroup() => [.. query.Aggregates.Select(aggregate => new AggregateState(aggregate))];
        foreach (var row in rows)
        {
            if (!groups.TryGetValue(row, out var states))
            {
                groups.Add(row.Copy(), states = NewGroup());
            }

            foreach (var state in states)
            {
                state.Add(row);
            }
        }

        var result = new RowSet(query.ResultTable, groups.Count);
        if (groups.Count == 0 && query.GroupBy.Count == 0)
        {
            Write(NewGroup(), result.Add());
        }

        foreach (var (row, states) in groups.OrderBy(group => group.Key, comparer))
        {
            var cells = result.Add();
            for (var i = 0; i < query.GroupBy.Count; i++)
            {
                cells[i] = row[query.GroupBy[i]];
            }

            Write(states, cells[query.GroupBy.Count..]);
        }

        return new QueryResult(result);
    }

    private static void Write(AggregateState[] states, Span<Value> cells)
    {
        for (var i = 0; i < states.Length; i++)
        {
            cells[i] = states[i].Result();
        }
    }
}
