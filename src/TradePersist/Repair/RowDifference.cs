namespace TradePersist.Repair;

/// <summary>One key in which two tiers differ.</summary>
/// <param name="Kind">How.</param>
/// <param name="Key">The key, as <c>column=value, column=value</c>.</param>
/// <param name="Copies">How many rows of the key the tier has.</param>
/// <param name="CopiesAgainst">How many the other tier has.</param>
/// <param name="Columns">The columns whose values differ; empty unless both have one row.</param>
public sealed record RowDifference(DifferenceKind Kind, string Key, int Copies, int CopiesAgainst, IReadOnlyList<string> Columns);
