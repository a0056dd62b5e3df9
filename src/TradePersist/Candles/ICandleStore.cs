namespace TradePersist.Candles;

/// <summary>
/// Price bars of any number of symbols and timeframes. Times of a range are half-open: <c>from</c> belongs to it,
/// <c>to</c> does not, and null leaves that side open. Reads throw <see cref="TierUnavailableException"/> when no
/// tier can answer, and <see cref="ArgumentException"/> for a timeframe that cannot exist.
/// </summary>
public interface ICandleStore
{
    /// <summary>Inserts a candle, or overwrites the one of the same symbol, timeframe and timestamp.</summary>
    /// <exception cref="RecordValidationException">The candle breaks a rule; nothing was written.</exception>
    Task<Receipt> SaveAsync(Candle candle, CancellationToken cancellationToken = default);

    /// <summary>
    /// Inserts candles, or overwrites those of the same key. Of the same key twice, the last counts. All candles are
    /// checked before any is written; they are then written in order, in atomic units of at most
    /// <see cref="CandleLimits.PerChange"/> candles. If a unit fails, those before it are stored, and saving the same
    /// list again is safe.
    /// </summary>
    /// <param name="candles">Candles of any symbols and timeframes, in any order.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed to the journal by then is written.</param>
    /// <returns>The receipt of the last unit; a no-op receipt for an empty list.</returns>
    /// <exception cref="RecordValidationException">Candles break rules; all are named, and nothing was written.</exception>
    Task<Receipt> SaveAsync(IReadOnlyList<Candle> candles, CancellationToken cancellationToken = default);

    /// <summary>The newest candles of a series, ascending.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="limit">How many at most, 1 or more.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResultList<Candle>> LoadAsync(string symbol, string timeframe, int limit, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The candles of a series within a range, ascending. For more than fits memory, see <see cref="StreamAsync"/>.</summary>
    Task<ResultList<Candle>> LoadAsync(
        string symbol,
        string timeframe,
        DateTimeOffset? from,
        DateTimeOffset? to,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>The newest candles of every symbol of a timeframe, each ascending.</summary>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="limit">How many at most per symbol, 1 or more.</param>
    /// <param name="symbols">Which symbols; null for all that are stored.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CandleBook> LoadAllAsync(
        string timeframe,
        int limit,
        IReadOnlyCollection<string>? symbols = null,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>The candles of every symbol of a timeframe within a range, each ascending.</summary>
    Task<CandleBook> LoadAllAsync(
        string timeframe,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IReadOnlyCollection<string>? symbols = null,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// The candles of a series within a range, ascending, read page by page. It goes on with the next tier when one
    /// falls out, and never leaves a gap in silence: where only a tier answers that knows a part, it throws
    /// <see cref="TierUnavailableException"/>.
    /// </summary>
    IAsyncEnumerable<Candle> StreamAsync(
        string symbol,
        string timeframe,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        ReadOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>What is stored, per symbol and timeframe, and its size.</summary>
    Task<CandleStats> GetStatsAsync(ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the candles whose timestamp is older than an age, in every tier. Journaled like any write.</summary>
    /// <param name="olderThan">The age, more than zero.</param>
    /// <param name="timeframe">Only this timeframe; null for every one.</param>
    /// <param name="symbol">Only this symbol; null for every one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Receipt> CleanupAsync(TimeSpan olderThan, string? timeframe = null, string? symbol = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the candles whose timestamp is before an instant, in every tier. Journaled like any write.</summary>
    Task<Receipt> CleanupAsync(DateTimeOffset before, string? timeframe = null, string? symbol = null, CancellationToken cancellationToken = default);
}
