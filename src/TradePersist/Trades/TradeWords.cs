namespace TradePersist.Trades;

/// <summary>The words that stand for sides and statuses in stores and messages.</summary>
internal static class TradeWords
{
    public static string? Of(TradeSide side) => side switch
    {
        TradeSide.Long => "long",
        TradeSide.Short => "short",
        _ => null,
    };

    public static string? Of(TradeStatus status) => status switch
    {
        TradeStatus.Pending => "pending",
        TradeStatus.Open => "open",
        TradeStatus.Closed => "closed",
        TradeStatus.Cancelled => "cancelled",
        TradeStatus.Error => "error",
        _ => null,
    };

    public static TradeSide Side(string word) => word switch
    {
        "long" => TradeSide.Long,
        "short" => TradeSide.Short,
        _ => throw new InvalidDataException($"'{word}' is not the side of a trade."),
    };

    public static TradeStatus Status(string word) => word switch
    {
        "pending" => TradeStatus.Pending,
        "open" => TradeStatus.Open,
        "closed" => TradeStatus.Closed,
        "cancelled" => TradeStatus.Cancelled,
        "error" => TradeStatus.Error,
        _ => throw new InvalidDataException($"'{word}' is not the status of a trade."),
    };
}
