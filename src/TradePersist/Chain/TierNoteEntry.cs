namespace TradePersist.Chain;

/// <summary>The file of a <see cref="TierNote"/>. A table that is in neither list is newer than the file, and no record that the tier has passed has any of it.</summary>
/// <param name="Holds">The tables that the tier's position counts for; null for a tier that was never attached.</param>
/// <param name="LeftOut">Those that it does not count for.</param>
/// <param name="AtMost">Where the journal stood when it was first opened without reaching the tier; null when it was attached since.</param>
internal sealed record TierNoteEntry(IReadOnlyList<string>? Holds, IReadOnlyList<string> LeftOut, long? AtMost);
