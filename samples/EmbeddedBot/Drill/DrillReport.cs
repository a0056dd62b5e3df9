namespace EmbeddedBot.Drill;

/// <summary>The outcome of a drill.</summary>
internal sealed record DrillReport(
    long Seed,
    int Writers,
    double Seconds,
    IReadOnlyList<DrillRound> Rounds,
    int TornLines,
    IReadOnlyList<TableCheck> Tables,
    StatisticsCheck Statistics)
{
    public bool IsRight => Tables.All(table => table.IsRight) && Statistics.IsRight;
}
