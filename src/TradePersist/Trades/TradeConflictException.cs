namespace TradePersist.Trades;

/// <summary>A trade of this id is stored with other content. Nothing was written; <see cref="ITradeTracker.CorrectAsync"/> changes a trade that is over.</summary>
/// <param name="id">The id.</param>
/// <param name="status">The status of the stored trade.</param>
/// <param name="differences">The fields that differ.</param>
public sealed class TradeConflictException(Guid id, TradeStatus status, IReadOnlyList<TradeDifference> differences)
    : TradePersistException($"Trade {id} is stored as {TradeWords.Of(status)} with other content: {string.Join("; ", differences)}.")
{
    /// <summary>The id.</summary>
    public Guid Id { get; } = id;

    /// <summary>The status of the stored trade.</summary>
    public TradeStatus Status { get; } = status;

    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<TradeDifference> Differences { get; } = differences;
}
