namespace TradePersist.Benchmarks.Peer;

internal sealed class CandleRow
{
    public required string Symbol { get; init; }

    public required string Timeframe { get; init; }

    public required DateTime Ts { get; init; }

    public required double Open { get; init; }

    public required double High { get; init; }

    public required double Low { get; init; }

    public required double Close { get; init; }

    public required double Volume { get; init; }
}
