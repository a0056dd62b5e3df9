namespace TradePersist.Trades;

/// <summary>A trade cannot do that in its status. Nothing was written.</summary>
/// <param name="id">The id.</param>
/// <param name="status">The status of the stored trade.</param>
/// <param name="attempted">What was to be done, as <c>close</c>.</param>
public sealed class TradeStateException(Guid id, TradeStatus status, string attempted)
    : TradePersistException($"Cannot {attempted} trade {id}: it is {TradeWords.Of(status)}.")
{
    /// <summary>The id.</summary>
    public Guid Id { get; } = id;

    /// <summary>The status of the stored trade.</summary>
    public TradeStatus Status { get; } = status;

    /// <summary>What was to be done.</summary>
    public string Attempted { get; } = attempted;
}
