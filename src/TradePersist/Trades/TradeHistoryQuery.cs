namespace TradePersist.Trades;

/// <summary>Which trades to list. The range goes by <see cref="Trade.StatusTime"/>: the exit of closed trades, the entry of open ones.</summary>
public sealed record TradeHistoryQuery
{
    /// <summary>The most trades in one answer.</summary>
    public const int MaxLimit = 100_000;

    /// <summary>Only this symbol; null for all.</summary>
    public string? Symbol { get; init; }

    /// <summary>Only trades of this status; null for all.</summary>
    public TradeStatus? Status { get; init; }

    /// <summary>From this instant on; null for no start.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant; null for no end.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The most trades to return, 1 to <see cref="MaxLimit"/>; 100 by default.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the previous answer ended (<see cref="ResultList{T}.Next"/>), with the rest of the query unchanged; null for the first.</summary>
    public string? Cursor { get; init; }
}
