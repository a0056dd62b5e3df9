namespace TradePersist.Trails;

/// <summary>Something of a payload that did not become a value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Section">The section, by its first name; empty for the payload as a whole.</param>
/// <param name="Count">How many records, points or values; 1 where the section itself is meant.</param>
public sealed record TrailNote(TrailNoteKind Kind, string Section, int Count);
