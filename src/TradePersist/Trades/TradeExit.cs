namespace TradePersist.Trades;

/// <summary>How an open trade is closed.</summary>
/// <param name="Price">The mean exit price.</param>
/// <param name="Reason">Why, at most 100 characters; usual are <c>tp</c>, <c>sl</c> and <c>manual</c>.</param>
public sealed record TradeExit(decimal Price, string? Reason = null)
{
    /// <summary>When; now by default.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>All fees of the round trip; null keeps those of the trade.</summary>
    public decimal? Fees { get; init; }

    /// <summary>Profit or loss in money as the venue reports it; null has it computed.</summary>
    public decimal? PnlUsd { get; init; }

    /// <summary>Profit or loss in percent; null has it computed.</summary>
    public decimal? PnlPercent { get; init; }
}
