using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// A store at the end of the chain. It throws what its driver throws; core asks <see cref="Classify"/> what that
/// means and decides. Core calls <see cref="OpenAsync"/> until it succeeds, never two <see cref="ApplyAsync"/> at
/// once, and any number of reads beside them.
/// </summary>
public interface ITier : IAsyncDisposable
{
    /// <summary>
    /// Makes the store ready: connects, creates missing tables, adds missing columns and keeps the rows. May be
    /// called again after a failure. Throws <see cref="SchemaMismatchException"/> naming every column of a wrong type.
    /// </summary>
    Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken);

    /// <summary>The position stored for a journal; null when the store has never seen it.</summary>
    Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken);

    /// <summary>
    /// Applies a batch and moves the position in one transaction where the store has them, else rows first. Throws
    /// <see cref="PositionConflictException"/>, having changed nothing, when the position is not the expected one.
    /// </summary>
    Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken);

    /// <summary>Answers a query.</summary>
    Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken);

    /// <summary>The bytes that the store takes, as far as it can tell.</summary>
    Task<long> GetSizeAsync(CancellationToken cancellationToken);

    /// <summary>What an exception of this tier means.</summary>
    FailureKind Classify(Exception exception);
}
