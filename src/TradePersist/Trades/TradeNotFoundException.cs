namespace TradePersist.Trades;

/// <summary>No trade of this id is stored.</summary>
/// <param name="id">The id.</param>
public sealed class TradeNotFoundException(Guid id)
    : TradePersistException($"There is no trade {id}.")
{
    /// <summary>The id.</summary>
    public Guid Id { get; } = id;
}
