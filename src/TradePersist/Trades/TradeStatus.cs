namespace TradePersist.Trades;

/// <summary>Where a trade is in its life: pending, then open, then closed; pending and open ones may be cancelled or fail.</summary>
public enum TradeStatus
{
    /// <summary>Over, with an exit; stored as <c>closed</c>. Final.</summary>
    Closed = 0,

    /// <summary>Placed, not filled; stored as <c>pending</c>.</summary>
    Pending = 1,

    /// <summary>Filled, in the market; stored as <c>open</c>.</summary>
    Open = 2,

    /// <summary>Called off; stored as <c>cancelled</c>. Final.</summary>
    Cancelled = 3,

    /// <summary>Went wrong; stored as <c>error</c>. Final.</summary>
    Error = 4,
}
