namespace TradePersist.Trades;

/// <summary>
/// Trades through their life, and their statistics. Every write is acknowledged by the journal and needs no
/// database; a trade that memory no longer holds is looked up in the tiers, and <see cref="TierUnavailableException"/>
/// says so when none can answer. A trade whose id is empty or from <see cref="NewId"/> is never looked up.
/// </summary>
/// <remarks>
/// Writes of one trade are done one after the other, those of different trades side by side. Storing the same
/// content again changes nothing and returns a receipt that says so. A write whose wait was cancelled may still
/// happen; storing it again is safe.
/// Every write may throw <see cref="RecordValidationException"/>, naming every field at fault; nothing was written then.
/// </remarks>
public interface ITradeTracker
{
    /// <summary>A fresh id: a UUID of version 7, larger than all before it from this tracker. For callers who need it before the trade is stored.</summary>
    Guid NewId();

    /// <summary>Stores a closed trade, or closes the open one of that id with all it says.</summary>
    /// <exception cref="TradeConflictException">The trade is over, with other content.</exception>
    /// <exception cref="TradeStateException">The trade is pending.</exception>
    Task<TradeReceipt> AddAsync(Trade trade, CancellationToken cancellationToken = default);

    /// <summary>Stores a trade whose order was placed, as pending.</summary>
    /// <exception cref="TradeConflictException">The trade is pending, with other content.</exception>
    /// <exception cref="TradeStateException">The trade has gone further than pending.</exception>
    Task<TradeReceipt> PlaceAsync(Trade trade, CancellationToken cancellationToken = default);

    /// <summary>Stores a trade that was filled, as open; or opens the pending one of that id with all it says. Entry time is now when it is absent.</summary>
    /// <exception cref="TradeConflictException">The trade is open, with other content.</exception>
    /// <exception cref="TradeStateException">The trade is over.</exception>
    Task<TradeReceipt> OpenAsync(Trade trade, CancellationToken cancellationToken = default);

    /// <summary>Changes a pending or open trade, as to move its stop: <c>t =&gt; t with { StopLoss = 99m }</c>. Id, status and times of the tracker stay.</summary>
    /// <exception cref="TradeNotFoundException">There is no such trade.</exception>
    /// <exception cref="TradeStateException">The trade is over.</exception>
    Task<TradeReceipt> UpdateAsync(Guid id, Func<Trade, Trade> change, CancellationToken cancellationToken = default);

    /// <summary>Closes an open trade; profit and loss are computed where they are not given.</summary>
    /// <exception cref="TradeNotFoundException">There is no such trade.</exception>
    /// <exception cref="TradeConflictException">The trade is closed, with another exit.</exception>
    /// <exception cref="TradeStateException">The trade is neither open nor closed.</exception>
    Task<TradeReceipt> CloseAsync(Guid id, TradeExit tradeExit, CancellationToken cancellationToken = default);

    /// <summary>Cancels a pending or open trade.</summary>
    /// <param name="id">The id.</param>
    /// <param name="reason">Why, at most 500 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TradeNotFoundException">There is no such trade.</exception>
    /// <exception cref="TradeConflictException">The trade is cancelled, for another reason.</exception>
    /// <exception cref="TradeStateException">The trade is closed or in error.</exception>
    Task<TradeReceipt> CancelAsync(Guid id, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Marks a pending or open trade as gone wrong.</summary>
    /// <param name="id">The id.</param>
    /// <param name="reason">What happened, at most 500 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TradeNotFoundException">There is no such trade.</exception>
    /// <exception cref="TradeConflictException">The trade is in error, for another reason.</exception>
    /// <exception cref="TradeStateException">The trade is closed or cancelled.</exception>
    Task<TradeReceipt> FailAsync(Guid id, string reason, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a trade that is over by a corrected one, also of another final status. The earlier version is kept
    /// (<see cref="GetRevisionsAsync"/>) and statistics follow, in one atomic unit. Profit and loss that were
    /// computed and are left as stored are computed again.
    /// </summary>
    /// <param name="trade">The corrected trade, all of it.</param>
    /// <param name="reason">Why, 1 to 500 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TradeNotFoundException">There is no such trade.</exception>
    /// <exception cref="TradeStateException">The trade is pending or open, or would become so.</exception>
    Task<TradeReceipt> CorrectAsync(Trade trade, string reason, CancellationToken cancellationToken = default);

    /// <summary>The trade of that id, newest version; null when there is none.</summary>
    Task<Trade?> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The versions of a trade that corrections replaced, oldest first.</summary>
    Task<ResultList<TradeRevision>> GetRevisionsAsync(Guid id, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Trades, newest first by <see cref="Trade.StatusTime"/>, a page at a time.</summary>
    Task<ResultList<Trade>> GetHistoryAsync(TradeHistoryQuery? query = null, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Statistics of closed trades. Kept up to date per day and symbol with every write, so the cost goes by days
    /// and symbols, not by trades.
    /// </summary>
    /// <param name="days">Only trades closed within so many times 24 hours from now; null or 0 for all time.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Model.DecimalOverflowException">A sum does not fit a decimal.</exception>
    Task<TradeStatistics> GetStatisticsAsync(int? days = null, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Statistics of all time, the last 7 and the last 30 days.</summary>
    Task<TradePeriods> GetPeriodsAsync(ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Profit and loss of a round trip: (exit - entry) * quantity - fees, sign turned for short; in percent of
    /// |entry| * quantity, times leverage. Exact, then rounded half to even at 18 decimals.
    /// </summary>
    /// <param name="side">Long or short.</param>
    /// <param name="entryPrice">The entry price, not 0.</param>
    /// <param name="exitPrice">The exit price.</param>
    /// <param name="quantity">The size, more than 0. Leverage is not applied to it.</param>
    /// <param name="leverage">More than 0; only the percentage is multiplied by it.</param>
    /// <param name="fees">All fees in money; subtracted from both.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side that is neither long nor short, or a number out of its range.</exception>
    /// <exception cref="Model.DecimalOverflowException">The result does not fit a decimal.</exception>
    TradePnl CalculatePnl(TradeSide side, decimal entryPrice, decimal exitPrice, decimal quantity, decimal leverage = 1m, decimal fees = 0m);

    /// <summary>Statistics as a message in chat Markdown, invariant culture.</summary>
    string FormatStatsMessage(TradeStatistics statistics);
}
