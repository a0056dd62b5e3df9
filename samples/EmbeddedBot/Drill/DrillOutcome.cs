namespace EmbeddedBot.Drill;

/// <summary>What was found after the kills.</summary>
/// <param name="Tables">Per tier and table.</param>
/// <param name="Differences">In how many keys each tier differs from the first, compared row by row.</param>
/// <param name="Statistics">The statistics of trades against the trades.</param>
/// <param name="TornLines">Lines of the log of acknowledgements that a kill cut; they do not count.</param>
internal sealed record DrillOutcome(IReadOnlyList<TableCheck> Tables, IReadOnlyDictionary<string, long> Differences, StatisticsCheck Statistics, int TornLines)
{
    public bool IsRight => Tables.All(table => table.IsRight) && Differences.Values.All(count => count == 0) && Statistics.IsRight;
}
