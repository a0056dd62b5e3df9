using TradePersist.Model;

namespace TradePersist.Trades;

internal static class TradeQueries
{
    private static readonly TradeTable T = TradeTable.Trades;

    public static Query ById(Guid id) => new(T.Table)
    {
        Filter = new Filter(new Condition(T.Id, Comparison.Equal, Value.Of(id))),
        Limit = 1,
    };

    public static Func<string?, int, Query> Revisions(Guid id) => (cursor, limit) => new Query(TradeTable.Revisions.Table)
    {
        Filter = new Filter(new Condition(TradeTable.Revisions.Id, Comparison.Equal, Value.Of(id))),
        Order = [new Ordering(TradeTable.Revisions.Revision)],
        Limit = limit,
        Cursor = cursor,
    };

    public static Query History(TradeHistoryQuery query)
    {
        if (query.Status is { } status && TradeWords.Of(status) is null)
        {
            throw new ArgumentException($"{status} is not a status.", nameof(query));
        }

        if (query.Limit is < 1 or > TradeHistoryQuery.MaxLimit)
        {
            throw new ArgumentException($"The limit must be between 1 and {TradeHistoryQuery.MaxLimit}, not {query.Limit}.", nameof(query));
        }

        return new Query(T.Table)
        {
            Filter = Filter(query.Symbol, query.Status, Micros(query.From), Micros(query.To)),
            Order = [new Ordering(T.StatusTime, Descending: true), new Ordering(T.Id, Descending: true)],
            Limit = query.Limit,
            Cursor = query.Cursor,
        };
    }

    /// <summary>Closed trades with an exit in a half-open range of microseconds, by exit.</summary>
    public static Func<string?, int, Query> Closed(string? symbol, long? from, long? to, bool descending = false)
    {
        var filter = Filter(symbol, TradeStatus.Closed, from, to);
        return (cursor, limit) => new Query(T.Table)
        {
            Filter = filter,
            Order = [new Ordering(T.StatusTime, descending)],
            Limit = limit,
            Cursor = cursor,
        };
    }

    /// <summary>The buckets of a day and all later ones.</summary>
    public static Func<string?, int, Query> Buckets(long? firstDay)
    {
        var filter = firstDay is { } day
            ? new Filter(new Condition(TradeStatsTable.Day, Comparison.GreaterOrEqual, Value.OfMicroseconds(day)))
            : Model.Filter.All;
        return (cursor, limit) => new Query(TradeStatsTable.Table) { Filter = filter, Limit = limit, Cursor = cursor };
    }

    private static Filter Filter(string? symbol, TradeStatus? status, long? from, long? to)
    {
        var conditions = new List<Condition>(4);
        if (symbol is not null)
        {
            conditions.Add(new Condition(T.Symbol, Comparison.Equal, Value.Of(symbol)));
        }

        if (status is { } some)
        {
            conditions.Add(new Condition(T.Status, Comparison.Equal, Value.Of(TradeWords.Of(some))));
        }

        if (from is { } start)
        {
            conditions.Add(new Condition(T.StatusTime, Comparison.GreaterOrEqual, Value.OfMicroseconds(start)));
        }

        if (to is { } end)
        {
            conditions.Add(new Condition(T.StatusTime, Comparison.Less, Value.OfMicroseconds(end)));
        }

        return new Filter(conditions);
    }

    private static long? Micros(DateTimeOffset? time) => time is { } some ? Timestamps.ToMicroseconds(some) : null;
}
