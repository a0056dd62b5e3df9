using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>What a domain sees of everything below it: one way in, one way out.</summary>
internal interface IRecordStore
{
    /// <summary>What an append waits for.</summary>
    Acknowledgement Acknowledgement { get; }

    /// <summary>
    /// Appends a change. Both functions run under the lock that assigns LSNs, so that absolute counters are in LSN
    /// order; they must be short and must not wait. When this throws before <paramref name="accepted"/> ran, nothing
    /// was appended; after it ran, only a failing journal takes the record back, and with it the whole process's writes.
    /// </summary>
    /// <param name="compose">Makes the change and alters nothing.</param>
    /// <param name="accepted">Told when the change has its place in the journal: the place to advance counters.</param>
    /// <param name="cancellationToken">Ends the wait for the receipt; the record stays.</param>
    Task<Receipt> AppendAsync(Func<Change> compose, Action? accepted, CancellationToken cancellationToken);

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
