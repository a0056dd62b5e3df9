using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>Stands in front of the chain, so that domains can be handed out before it is open.</summary>
internal sealed class StoreGate : IRecordStore
{
    private volatile TierChain? _chain;

    public TierChain Chain
    {
        get => _chain ?? throw new InvalidOperationException("TradePersistence is not started. The host does that, or call StartAsync.");
        set => _chain = value;
    }

    public bool IsOpen => _chain is not null;

    public Acknowledgement Acknowledgement => Chain.Acknowledgement;

    public Task<Receipt> AppendAsync(Func<Change> compose, Action? accepted, CancellationToken cancellationToken) =>
        Chain.AppendAsync(compose, accepted, cancellationToken);

    public Task<Answer> QueryAsync(Query query, ReadOptions? options, CancellationToken cancellationToken) =>
        Chain.QueryAsync(query, options, cancellationToken);

    public Task<Row?> FindAsync(Row key, CancellationToken cancellationToken) => Chain.FindAsync(key, cancellationToken);

    public Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken) => Chain.GetSizeAsync(tier, cancellationToken);
}
