namespace EmbeddedBot.Drill;

/// <summary>One process that was killed.</summary>
/// <param name="Life">Which it was.</param>
/// <param name="Acknowledged">How many records it saw acknowledged, each stage of a trade's life counted.</param>
/// <param name="Milliseconds">How long after its first acknowledgement it was killed; null when it was killed while it opened.</param>
internal sealed record DrillRound(int Life, long Acknowledged, int? Milliseconds);
