using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>What a domain sees of everything below it: one way in, one way out.</summary>
internal interface IRecordStore
{
    /// <summary>
    /// Appends a change. <paramref name="compose"/> runs under the lock that assigns LSNs, so that absolute counters
    /// in it are in LSN order; it must be short and must not wait. If it throws, or the journal refuses before it
    /// runs, nothing is appended. After it returned, the append can fail only by poisoning the journal.
    /// </summary>
    Task<Receipt> AppendAsync(Func<Change> compose, CancellationToken cancellationToken);

    /// <summary>Asks the tiers in order.</summary>
    Task<Answer> QueryAsync(Query query, ReadOptions? options, CancellationToken cancellationToken);

    /// <summary>
    /// The newest row of a key: from memory where memory knows, else from the tiers. Null when there is none.
    /// Throws <see cref="TierUnavailableException"/> when memory does not know and no tier can answer.
    /// </summary>
    /// <param name="key">A row whose key columns are set.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Row?> FindAsync(Row key, CancellationToken cancellationToken);

    /// <summary>The bytes that a tier takes.</summary>
    Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken);
}
