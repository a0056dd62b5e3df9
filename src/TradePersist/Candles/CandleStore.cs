using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Candles;

internal sealed class CandleStore(IRecordStore store, TimeProvider time) : ICandleStore
{
    private const int StreamPage = 5000;

    public Task<Receipt> SaveAsync(Candle candle, CancellationToken cancellationToken = default) => SaveAsync([candle], cancellationToken);

    public async Task<Receipt> SaveAsync(IReadOnlyList<Candle> candles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candles);
        var writer = new RowWriter(CandleTable.Table, candles.Count);
        for (var i = 0; i < candles.Count; i++)
        {
            CandleTable.Write(writer, candles[i]);
        }

        var rows = writer.Finish();
        var receipt = new Receipt(0, store.Acknowledgement);
        for (var start = 0; start < rows.Count; start += CandleLimits.PerChange)
        {
            var change = Change.Upsert(Slice(rows, start));
            receipt = await store.AppendAsync(() => change, accepted: null, cancellationToken).ConfigureAwait(false);
        }

        return receipt;
    }

    public async Task<ResultList<Candle>> LoadAsync(string symbol, string timeframe, int limit, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var newestFirst = CandleQueries.Series(symbol, timeframe, null, null, descending: true);
        var found = await store.ReadAllAsync(newestFirst, CandleTable.Read, options, cancellationToken, limit).ConfigureAwait(false);
        return new ResultList<Candle>([.. found.Reverse()], found.Tier, found.IsComplete);
    }

    public Task<ResultList<Candle>> LoadAsync(
        string symbol,
        string timeframe,
        DateTimeOffset? from,
        DateTimeOffset? to,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default) =>
        store.ReadAllAsync(CandleQueries.Series(symbol, timeframe, from, to), CandleTable.Read, options, cancellationToken);

    public Task<CandleBook> LoadAllAsync(
        string timeframe,
        int limit,
        IReadOnlyCollection<string>? symbols = null,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return LoadBookAsync(timeframe, null, null, symbols, symbol => LoadAsync(symbol, timeframe, limit, options, cancellationToken), options, cancellationToken);
    }

    public Task<CandleBook> LoadAllAsync(
        string timeframe,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IReadOnlyCollection<string>? symbols = null,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default) =>
        LoadBookAsync(timeframe, from, to, symbols, symbol => LoadAsync(symbol, timeframe, from, to, options, cancellationToken), options, cancellationToken);

    public IAsyncEnumerable<Candle> StreamAsync(
        string symbol,
        string timeframe,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default) =>
        store.StreamAsync(CandleQueries.Series(symbol, timeframe, from, to), CandleTable.Read, StreamPage, options, cancellationToken);

    public async Task<CandleStats> GetStatsAsync(ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await store.QueryAsync(CandleQueries.Stats, options, cancellationToken).ConfigureAwait(false);
        var size = await store.GetSizeAsync(answer.Tier, cancellationToken).ConfigureAwait(false);
        return new CandleStats([.. answer.Rows.Select(CandleQueries.ReadStats)], size, answer.Tier, answer.IsComplete);
    }

    public Task<Receipt> CleanupAsync(TimeSpan olderThan, string? timeframe = null, string? symbol = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(olderThan, TimeSpan.Zero);
        return CleanupAsync(time.GetUtcNow() - olderThan, timeframe, symbol, cancellationToken);
    }

    public Task<Receipt> CleanupAsync(DateTimeOffset before, string? timeframe = null, string? symbol = null, CancellationToken cancellationToken = default)
    {
        var change = new Change(new DeleteOperation(CandleTable.Table, CandleQueries.Filter(symbol, timeframe, null, before)));
        return store.AppendAsync(() => change, accepted: null, cancellationToken);
    }

    private static RowSet Slice(RowSet rows, int start)
    {
        if (start == 0 && rows.Count <= CandleLimits.PerChange)
        {
            return rows;
        }

        var count = Math.Min(CandleLimits.PerChange, rows.Count - start);
        var slice = new RowSet(rows.Table, count);
        for (var i = 0; i < count; i++)
        {
            slice.Add(rows[start + i]);
        }

        return slice;
    }

    private async Task<CandleBook> LoadBookAsync(
        string timeframe,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IReadOnlyCollection<string>? symbols,
        Func<string, Task<ResultList<Candle>>> load,
        ReadOptions? options,
        CancellationToken cancellationToken)
    {
        var tiers = new TierNames();
        if (symbols is null)
        {
            var answer = await store.QueryAsync(CandleQueries.Symbols(timeframe, from, to), options, cancellationToken).ConfigureAwait(false);
            tiers.Add(answer.Tier, answer.IsComplete);
            symbols = [.. answer.Rows.Select(row => row.Values[0].AsText())];
        }

        var series = new Dictionary<string, ResultList<Candle>>(StringComparer.Ordinal);
        foreach (var symbol in symbols.Distinct(StringComparer.Ordinal))
        {
            var candles = await load(symbol).ConfigureAwait(false);
            tiers.Add(candles.Tier, candles.IsComplete);
            if (candles.Count > 0)
            {
                series.Add(symbol, candles);
            }
        }

        return new CandleBook(series, tiers.ToString(), tiers.IsComplete);
    }
}
