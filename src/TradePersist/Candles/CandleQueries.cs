using TradePersist.Model;

namespace TradePersist.Candles;

internal static class CandleQueries
{
    public static readonly Query Stats = new(CandleTable.Table)
    {
        GroupBy = [CandleTable.Symbol, CandleTable.Timeframe],
        Aggregates = [Aggregate.Count("candles"), Aggregate.Min("first", CandleTable.Ts), Aggregate.Max("last", CandleTable.Ts)],
    };

    public static CandleSeriesStats ReadStats(Row row)
    {
        var cells = row.Values;
        return new CandleSeriesStats(cells[0].AsText(), cells[1].AsText(), cells[2].AsInt64(), cells[3].AsTimestamp(), cells[4].AsTimestamp());
    }

    public static Query Symbols(string timeframe, DateTimeOffset? from, DateTimeOffset? to)
    {
        ArgumentNullException.ThrowIfNull(timeframe);
        return new Query(CandleTable.Table) { Filter = Filter(null, timeframe, from, to), GroupBy = [CandleTable.Symbol] };
    }

    public static Func<string?, int, Query> Series(string symbol, string timeframe, DateTimeOffset? from, DateTimeOffset? to, bool descending = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(symbol);
        ArgumentNullException.ThrowIfNull(timeframe);
        var filter = Filter(symbol, timeframe, from, to);
        return (cursor, limit) => new Query(CandleTable.Table)
        {
            Filter = filter,
            Order = [new Ordering(CandleTable.Ts, descending)],
            Limit = limit,
            Cursor = cursor,
        };
    }

    public static Filter Filter(string? symbol, string? timeframe, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (timeframe is not null && !CandleTable.IsTimeframe(timeframe))
        {
            throw new ArgumentException($"'{timeframe}' is not a timeframe: a number and one of s, m, h, d, w, M.", nameof(timeframe));
        }

        var conditions = new List<Condition>(4);
        if (symbol is not null)
        {
            conditions.Add(new Condition(CandleTable.Symbol, Comparison.Equal, Value.Of(symbol)));
        }

        if (timeframe is not null)
        {
            conditions.Add(new Condition(CandleTable.Timeframe, Comparison.Equal, Value.Of(timeframe)));
        }

        if (from is { } start)
        {
            conditions.Add(new Condition(CandleTable.Ts, Comparison.GreaterOrEqual, Value.Of(start)));
        }

        if (to is { } end)
        {
            conditions.Add(new Condition(CandleTable.Ts, Comparison.Less, Value.Of(end)));
        }

        return new Filter(conditions);
    }
}
