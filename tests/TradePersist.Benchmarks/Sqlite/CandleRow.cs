namespace TradePersist.Benchmarks.Sqlite;

/// <summary>A candle as the baselines write and read it. A class, for Entity Framework maps nothing else.</summary>
internal sealed class CandleRow
{
    public required string Symbol { get; init; }

    public required string Timeframe { get; init; }

    /// <summary>Microseconds since 1970 UTC, as the tier stores them.</summary>
    public required long Ts { get; init; }

    public required double Open { get; init; }

    public required double High { get; init; }

    public required double Low { get; init; }

    public required double Close { get; init; }

    public required double Volume { get; init; }
}
