namespace TradePersist.Journal;

/// <summary>An unsynced end of the last segment that recovery cut off.</summary>
/// <param name="File">Segment file.</param>
/// <param name="Offset">First byte cut.</param>
/// <param name="Bytes">Bytes up to the last one that was not zero, or was missing from the file.</param>
/// <param name="Reason">What was wrong at <paramref name="Offset"/>.</param>
internal sealed record TornTail(string File, long Offset, long Bytes, string Reason);
