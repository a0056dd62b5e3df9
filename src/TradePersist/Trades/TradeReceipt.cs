namespace TradePersist.Trades;

/// <summary>The acknowledgement of a trade.</summary>
/// <param name="Trade">The trade as it is stored now.</param>
/// <param name="Receipt">What is guaranteed.</param>
public sealed record TradeReceipt(Trade Trade, Receipt Receipt)
{
    /// <summary>The id of the trade.</summary>
    public Guid Id => Trade.Id;

    /// <summary>The log sequence number; 0 when nothing changed.</summary>
    public long Lsn => Receipt.Lsn;

    /// <summary>Whether nothing changed, for the trade was stored with this content.</summary>
    public bool IsNoOp => Receipt.IsNoOp;
}
