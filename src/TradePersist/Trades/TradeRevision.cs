namespace TradePersist.Trades;

/// <summary>A version of a trade that a correction replaced.</summary>
/// <param name="Trade">The trade as it was.</param>
/// <param name="SupersededAt">When it was replaced.</param>
/// <param name="Reason">Why.</param>
public sealed record TradeRevision(Trade Trade, DateTimeOffset SupersededAt, string Reason);
