using EmbeddedBot.Files;
using TradePersist;
using TradePersist.Trades;

namespace EmbeddedBot.Report;

/// <summary>What the run did and what is stored now.</summary>
internal sealed record Summary
{
    public required string Data { get; init; }

    /// <summary>The seed of the simulated market; null for recorded candles.</summary>
    public required long? Seed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>How many candles this run stored.</summary>
    public required long CandlesStored { get; init; }

    public required IReadOnlyList<BadLine> BadLines { get; init; }

    public required LatencySummary CandleLatency { get; init; }

    public required LatencySummary TradeLatency { get; init; }

    public required LatencySummary TrailLatency { get; init; }

    /// <summary>All trades stored, of every run, by status.</summary>
    public required IReadOnlyDictionary<string, long> Trades { get; init; }

    public required TradeStatistics Statistics { get; init; }

    /// <summary>The trail of the best trade; null without one.</summary>
    public required BestTrail? BestTrail { get; init; }

    public required JournalHealth Journal { get; init; }

    public required IReadOnlyList<TierReport> Tiers { get; init; }
}
