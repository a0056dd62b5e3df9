namespace TradePersist.Trades;

/// <summary>Which way a trade profits. There is no default: a side that was never set is refused.</summary>
public enum TradeSide
{
    /// <summary>Not set; refused wherever a side is needed.</summary>
    None = 0,

    /// <summary>Profits when the price rises; stored as <c>long</c>.</summary>
    Long = 1,

    /// <summary>Profits when the price falls; stored as <c>short</c>.</summary>
    Short = 2,
}
