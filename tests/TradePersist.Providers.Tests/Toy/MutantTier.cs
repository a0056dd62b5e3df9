using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>A tier with a defect.</summary>
internal sealed class MutantTier(ITier tier) : ITier
{
    private readonly Guid _partsJournal = Guid.CreateVersion7();
    private long? _parts;

    public Func<MutantTier, TierBatch, CancellationToken, Task> OnApply { get; init; } = (self, batch, token) => self.Inner.ApplyAsync(batch, token);

    public Func<MutantTier, Query, CancellationToken, Task<QueryResult>> OnQuery { get; init; } = (self, query, token) => self.Inner.QueryAsync(query, token);

    public Func<MutantTier, Exception, FailureKind> OnClassify { get; init; } = (self, exception) => self.Inner.Classify(exception);

    public ITier Inner => tier;

    /// <summary>Applies something without moving the position of the batch that it is of.</summary>
    public async Task ApplyAsideAsync(params TableBatch[] tables)
    {
        var next = (_parts ?? 0) + 1;
        await tier.ApplyAsync(new TierBatch(_partsJournal, _parts, next, tables), CancellationToken.None);
        _parts = next;
    }

    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        _parts = null;
        return tier.OpenAsync(tables, cancellationToken);
    }

    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) => tier.ReadPositionAsync(journalId, cancellationToken);

    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken) => OnApply(this, batch, cancellationToken);

    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken) => OnQuery(this, query, cancellationToken);

    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => tier.GetSizeAsync(cancellationToken);

    public FailureKind Classify(Exception exception) => OnClassify(this, exception);

    public ValueTask DisposeAsync() => tier.DisposeAsync();
}
