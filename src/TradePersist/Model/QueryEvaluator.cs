using System.Numerics;

namespace TradePersist.Model;

/// <summary>Answers a <see cref="Query"/> over rows in memory: the meaning that every tier's own query language must match.</summary>
public static class QueryEvaluator
{
    /// <summary>The answer to the query over the given rows of its table, in any order.</summary>
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
        var comparer = new RowOrderComparer(query.TotalOrder);
        if (query.After() is { } after)
        {
            rows = rows.Where(row => comparer.Compare(row, after) > 0);
        }

        var page = rows.Order(comparer).Take(query.Limit + 1).ToList();
        var result = new RowSet(query.Table, Math.Min(page.Count, query.Limit));
        foreach (var row in page.Take(query.Limit))
        {
            result.Add(row);
        }

        return new QueryResult(result, page.Count > query.Limit ? QueryCursor.Encode(query, page[query.Limit - 1]) : null);
    }

    private static QueryResult Group(Query query, IEnumerable<Row> rows)
    {
        var groups = rows.GroupBy(row => row, new RowKeyComparer(query.GroupBy))
            .OrderBy(group => group.Key, new RowKeyComparer(query.GroupBy))
            .Select(group => group.ToList())
            .ToList();
        if (groups.Count == 0 && query.GroupBy.Count == 0)
        {
            groups.Add([]);
        }

        var result = new RowSet(query.ResultTable, groups.Count);
        foreach (var group in groups)
        {
            var cells = result.Add();
            var cell = 0;
            foreach (var column in query.GroupBy)
            {
                cells[cell++] = group[0][column];
            }

            foreach (var aggregate in query.Aggregates)
            {
                cells[cell++] = Compute(aggregate, group.Where(row => aggregate.Where.Holds(row)));
            }
        }

        return new QueryResult(result);
    }

    private static Value Compute(Aggregate aggregate, IEnumerable<Row> rows)
    {
        if (aggregate.Function == AggregateFunction.Count)
        {
            return Value.Of((long)rows.Count());
        }

        var values = rows.Select(row => row[aggregate.Column!]).Where(value => !value.IsNull).ToList();
        if (values.Count == 0)
        {
            return default;
        }

        return aggregate.Function switch
        {
            AggregateFunction.Min => values.Aggregate((least, value) => Value.Compare(value, least) < 0 ? value : least),
            AggregateFunction.Max => values.Aggregate((greatest, value) => Value.Compare(value, greatest) > 0 ? value : greatest),
            _ => Sum(aggregate.Column!.Kind, values),
        };
    }

    private static Value Sum(ColumnKind kind, List<Value> values) => kind switch
    {
        ColumnKind.Double => Value.Of(values.Sum(value => value.AsDouble())),
        ColumnKind.Decimal => Value.Of(Decimals.FromScaled(values.Aggregate(BigInteger.Zero, (sum, value) => sum + Decimals.ToScaled(value.AsDecimal())))),
        _ => Value.Of(SumIntegers(values)),
    };

    private static long SumIntegers(List<Value> values)
    {
        var sum = values.Aggregate(BigInteger.Zero, (sum, value) => sum + value.AsInt64());
        return sum >= long.MinValue && sum <= long.MaxValue
            ? (long)sum
            : throw new DecimalOverflowException(sum.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
