namespace TradePersist.Trades;

/// <summary>
/// One round trip, from the order to the exit. Numbers are exact decimals of at most 20 integer digits and 18
/// decimals; more is refused, never rounded. Texts longer than their column are refused, never cut.
/// </summary>
public sealed record Trade
{
    /// <summary>The key: a UUID, best of version 7 (<see cref="ITradeTracker.NewId"/>). Left empty, one is made when the trade is stored.</summary>
    public Guid Id { get; init; }

    /// <summary>The instrument as the venue names it, 1 to 64 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Long or short.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>
    /// Where it is in its life. The method that stores the trade decides it, and what the caller sets is not looked
    /// at, except by <see cref="ITradeTracker.CorrectAsync"/>. Closed by default.
    /// </summary>
    public TradeStatus Status { get; init; }

    /// <summary>The mean price of the entry, not 0; needed from open on. Below zero for spreads that trade there.</summary>
    public decimal? EntryPrice { get; init; }

    /// <summary>The mean price of the exit; needed when closed, and only then allowed.</summary>
    public decimal? ExitPrice { get; init; }

    /// <summary>The size in the base unit, more than 0.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>When it was filled; needed from open on. Stored in UTC, cut to microseconds.</summary>
    public DateTimeOffset? EntryTime { get; init; }

    /// <summary>When it was closed, not before <see cref="EntryTime"/>; needed when closed, and only then allowed.</summary>
    public DateTimeOffset? ExitTime { get; init; }

    /// <summary>Profit or loss in money, net of fees. Kept when given; computed when a trade is closed without it.</summary>
    public decimal? PnlUsd { get; init; }

    /// <summary>Profit or loss in percent of the margin. Kept when given; computed when a trade is closed without it.</summary>
    public decimal? PnlPercent { get; init; }

    /// <summary>Why it was closed, any text of at most 100 characters; usual are <c>tp</c>, <c>sl</c> and <c>manual</c>.</summary>
    public string? ExitReason { get; init; }

    /// <summary>The leverage, more than 0; 1 by default.</summary>
    public decimal Leverage { get; init; } = 1m;

    /// <summary>All fees of the round trip in money; below zero for rebates; 0 by default.</summary>
    public decimal Fees { get; init; }

    /// <summary>The strategy, at most 100 characters; <c>unknown</c> by default.</summary>
    public string StrategyName { get; init; } = "unknown";

    /// <summary>The stop price, if any. Not checked against the side: stops are moved past the entry.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>The target price, if any.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>The venue's order id, at most 100 characters. Not unique here.</summary>
    public string? OrderId { get; init; }

    /// <summary>Why it was cancelled or went wrong, at most 500 characters.</summary>
    public string? StatusReason { get; init; }

    /// <summary>When the trade got its status: exit of a closed one, entry of an open one, else when it was placed, cancelled or failed. Set by the tracker; history goes by it.</summary>
    public DateTimeOffset StatusTime { get; init; }

    /// <summary>When it was first stored. Kept when given, so that imports keep theirs; else set by the tracker.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last stored. Set by the tracker.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>1, and one more per correction. Set by the tracker.</summary>
    public int Revision { get; init; }
}
