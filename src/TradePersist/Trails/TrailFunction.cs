namespace TradePersist.Trails;

/// <summary>What a column computes of its field.</summary>
internal enum TrailFunction
{
    /// <summary>Nothing: the value itself.</summary>
    None,

    Count,
    Join,
    Min,
    Max,
    First,
    Last,
    Mean,
    RangePct,
    ChangePct,
    VolatilityPct,
}
