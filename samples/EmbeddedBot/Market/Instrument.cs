namespace EmbeddedBot.Market;

/// <summary>What the simulated venue lists.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="FirstPrice">Where its price starts.</param>
/// <param name="Volatility">How far one minute moves it, as a part of the price.</param>
/// <param name="Decimals">The decimals of a price.</param>
internal sealed record Instrument(string Symbol, double FirstPrice, double Volatility, int Decimals)
{
    public static readonly IReadOnlyList<Instrument> All =
    [
        new("BTC-USDT", 64_000, 0.0006, 1),
        new("ETH-USDT", 3_100, 0.0008, 2),
        new("SOL-USDT", 145, 0.0012, 3),
    ];
}
