using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Reads of one tier, past the router: it is this tier that is asked, however old its rows are.</summary>
internal sealed class TierReader(TierWorker worker, Patience patience)
{
    public string Name => worker.Name;

    /// <summary>One page. Throws <see cref="TierUnavailableException"/> when the tier keeps only a part of the table.</summary>
    public async Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        var result = await patience.ForReadAsync(worker, token => worker.Tier.QueryAsync(query, token), cancellationToken).ConfigureAwait(false);
        return result.IsComplete
            ? result
            : throw new TierUnavailableException([new(worker.Name, $"knows only a part of {query.Table}")]);
    }

    /// <summary>The position that is stored in the tier.</summary>
    public Task<long?> PositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        patience.ForReadAsync(worker, token => worker.Tier.ReadPositionAsync(journalId, token), cancellationToken);
}
