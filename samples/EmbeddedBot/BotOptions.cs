namespace EmbeddedBot;

/// <summary>What the user asked for.</summary>
internal sealed record BotOptions
{
    public required string Data { get; init; }

    public required long Seed { get; init; }

    public required TimeSpan Stretch { get; init; }

    public IReadOnlyList<string> CandleFiles { get; init; } = [];

    public string? Symbol { get; init; }

    public string? Timeframe { get; init; }

    public string? Json { get; init; }

    public string? AckLog { get; init; }

    public int DrillRounds { get; init; }

    public bool IsDrillCheck { get; init; }

    public int Writers { get; init; }

    /// <summary>Set in the child processes of a drill: which of them this is.</summary>
    public int? DrillLife { get; init; }
}
