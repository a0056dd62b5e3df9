namespace TradePersist.Trails;

/// <summary>
/// Trails: for each entry ("buyin"), 15 rows that say what the market looked like in the 15 minutes before it. The rows
/// of one entry are replaced as a whole: every tier has those of one save, never some of one and some of another.
/// </summary>
/// <remarks>
/// Reads throw <see cref="TierUnavailableException"/> when no tier can answer. "There is none" is only ever said by a
/// tier that knows. Which columns a trail has, <see cref="TradePersistenceBuilder.UseTrailSchema"/> says.
/// </remarks>
public interface ITrailStore
{
    /// <summary>What <see cref="SaveAsync(long, TrailPayload, CancellationToken)"/> would store, and what it would leave out (<see cref="Trail.Notes"/>). Touches no store.</summary>
    /// <param name="buyinId">The entry.</param>
    /// <param name="payload">What was observed.</param>
    /// <exception cref="RecordValidationException">The payload is missing or empty, or values do not fit their columns; all are named.</exception>
    Trail Flatten(long buyinId, TrailPayload payload);

    /// <summary>Stores the trail of an entry, in place of the one that is there. Always 15 rows, also where the payload leaves minutes or sections out.</summary>
    /// <param name="buyinId">The entry.</param>
    /// <param name="payload">What was observed.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed to the journal by then is written.</param>
    /// <exception cref="RecordValidationException">The payload is missing or empty, or values do not fit their columns; all are named, and nothing was written.</exception>
    Task<Receipt> SaveAsync(long buyinId, TrailPayload payload, CancellationToken cancellationToken = default);

    /// <summary>Stores a trail as it is, in place of the one of its entry. It takes the time of now, unless it has one.</summary>
    /// <param name="trail">A trail of 15 minutes: flattened, read, or made by <see cref="Trail.FromRows"/>.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed to the journal by then is written.</param>
    /// <exception cref="RecordValidationException">Minutes are missing, or the trail has values that this store's schema has no fitting column for; nothing was written.</exception>
    Task<Receipt> SaveAsync(Trail trail, CancellationToken cancellationToken = default);

    /// <summary>The trail of an entry; null when it has none.</summary>
    /// <param name="buyinId">The entry.</param>
    /// <param name="options">How to read, as from which tier.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Trail?> GetAsync(long buyinId, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>One minute of a trail; null when there is none.</summary>
    /// <param name="buyinId">The entry.</param>
    /// <param name="minute">The minute, 0 (the newest) to 14.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minute is none of 0 to 14.</exception>
    Task<TrailMinute?> GetMinuteAsync(long buyinId, int minute, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Minutes of any trails by conditions on any columns, a page at a time.</summary>
    /// <param name="query">Which minutes, and in which order.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The query names columns that do not exist, or values that are not of their kind; all are named.</exception>
    Task<ResultList<TrailMinute>> FindAsync(TrailQuery query, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the trail of an entry in every tier. Where there is none, that is no error. Journaled like any write.</summary>
    /// <param name="buyinId">The entry.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TrailDeletion> DeleteAsync(long buyinId, CancellationToken cancellationToken = default);
}
