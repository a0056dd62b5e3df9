using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Trails;

internal sealed class TrailStore(IRecordStore store, TrailSchema schema, TrailFlagDefault flagDefault, TimeProvider time) : ITrailStore
{
    private readonly TrailTable _table = schema.Table;

    public Trail Flatten(long buyinId, TrailPayload payload) => TrailFlattener.Flatten(schema, flagDefault, buyinId, payload);

    public async Task<Receipt> SaveAsync(long buyinId, TrailPayload payload, CancellationToken cancellationToken = default) =>
        await SaveAsync(Flatten(buyinId, payload), cancellationToken).ConfigureAwait(false);

    public async Task<Receipt> SaveAsync(Trail trail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trail);
        var rows = TrailRows.Of(trail, schema, time.GetUtcNow());
        return await ReplaceAsync(rows[0], rows, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Trail?> GetAsync(long buyinId, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync(TrailQueries.Of(_table, buyinId), options, cancellationToken).ConfigureAwait(false);
        return answer.Rows.Count == 0 ? null : new Trail(schema, answer.Rows, [], answer.Tier);
    }

    public async Task<TrailMinute?> GetMinuteAsync(long buyinId, int minute, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minute);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(minute, Trail.MinuteCount);
        var answer = await AskAsync(TrailQueries.Of(_table, buyinId, minute), options, cancellationToken).ConfigureAwait(false);
        return answer.Rows.Count == 0 ? null : new TrailMinute(_table, answer.Rows[0]);
    }

    public async Task<ResultList<TrailMinute>> FindAsync(TrailQuery query, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var answer = await store.QueryAsync(TrailQueries.Of(_table, query), options, cancellationToken).ConfigureAwait(false);
        return answer.Map(row => new TrailMinute(_table, row));
    }

    public async Task<TrailDeletion> DeleteAsync(long buyinId, CancellationToken cancellationToken = default)
    {
        var rows = new RowSet(_table.Table);
        TrailRows.Add(rows, _table, buyinId);
        var existed = await ExistsAsync(rows[0], cancellationToken).ConfigureAwait(false);
        return new TrailDeletion(await ReplaceAsync(rows[0], new RowSet(_table.Table), cancellationToken).ConfigureAwait(false), existed);
    }

    private Task<Receipt> ReplaceAsync(Row partition, RowSet rows, CancellationToken cancellationToken)
    {
        var change = new Change(new ReplaceOperation(partition, rows));
        return store.AppendAsync(() => change, accepted: null, cancellationToken);
    }

    // A tier that knows only a part, and has nothing, does not know that there is none.
    private async Task<Answer> AskAsync(Query query, ReadOptions? options, CancellationToken cancellationToken)
    {
        var answer = await store.QueryAsync(query, options, cancellationToken).ConfigureAwait(false);
        return answer.Rows.Count > 0 || answer.IsComplete
            ? answer
            : throw new TierUnavailableException([new(answer.Tier, "holds none of these rows, and only a part of all")]);
    }

    private async Task<bool?> ExistsAsync(Row firstMinute, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(firstMinute, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (TierUnavailableException)
        {
            return null;
        }
    }
}
