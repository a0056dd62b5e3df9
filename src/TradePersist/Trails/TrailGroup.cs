namespace TradePersist.Trails;

/// <summary>Columns that are filled from one section of the payload.</summary>
/// <param name="Prefix">What the names of its columns start with, before an underscore: <c>pm</c>.</param>
/// <param name="Shape">What the section looks like.</param>
/// <param name="Section">The section's name in the payload: <c>price_movements</c>.</param>
/// <param name="Columns">Its columns, in order, at least one.</param>
public sealed record TrailGroup(string Prefix, TrailShape Shape, string Section, IReadOnlyList<TrailColumn> Columns)
{
    /// <summary>Other names of the section, asked in order where <see cref="Section"/> is absent or null.</summary>
    public IReadOnlyList<string> AlternativeSections { get; init; } = [];
}
