namespace EmbeddedBot.Drill;

/// <summary>A drill from its first process to the check.</summary>
internal sealed record DrillReport(long Seed, int Writers, double Seconds, IReadOnlyList<DrillRound> Rounds, DrillOutcome Outcome);
