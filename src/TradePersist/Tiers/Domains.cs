namespace TradePersist.Tiers;

/// <summary>The kinds of record that a tier holds.</summary>
[Flags]
public enum Domains
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Candles.</summary>
    Candles = 1,

    /// <summary>Trades, their revisions and statistics.</summary>
    Trades = 2,

    /// <summary>Trails: what the market looked like in the 15 minutes before each entry.</summary>
    Trails = 4,

    /// <summary>All of them, and those to come.</summary>
    All = ~None,
}
