namespace EmbeddedBot.Strategy;

/// <summary>From the doubles of candles to the exact decimals of trades.</summary>
internal static class Money
{
    private const decimal Stake = 1_000m;
    private const decimal FeeRate = 0.0005m;

    /// <summary>A price that a trade may carry; null for one that cannot be traded at: none, or beyond what a trade stores.</summary>
    public static decimal? Price(double price) =>
        price is > 1e-12 and < 1e15 ? decimal.Round((decimal)price, 18) : null;

    /// <summary>How much the stake buys.</summary>
    public static decimal Quantity(decimal price) => decimal.Round(Stake / price, 8);

    /// <summary>The fees of both sides.</summary>
    public static decimal Fees(decimal entry, decimal exit, decimal quantity) => decimal.Round((entry + exit) * quantity * FeeRate, 8);
}
