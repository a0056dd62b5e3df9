namespace EmbeddedBot.Drill;

/// <summary>What was found after the kills.</summary>
/// <param name="Tables">Per tier and table.</param>
/// <param name="Statistics">The statistics of trades against the trades.</param>
/// <param name="TornLines">Lines of the log of acknowledgements that a kill cut; they do not count.</param>
internal sealed record DrillOutcome(IReadOnlyList<TableCheck> Tables, StatisticsCheck Statistics, int TornLines)
{
    public bool IsRight => Tables.All(table => table.IsRight) && Statistics.IsRight;
}
