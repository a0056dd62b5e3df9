namespace TradePersist.Journal;

/// <summary>What opening the journal found.</summary>
/// <param name="Segments">Segment files read.</param>
/// <param name="Frames">Frames checked, headers and marks included.</param>
/// <param name="Bytes">Bytes of those frames.</param>
/// <param name="Torn">The unsynced tail that was cut; null when there was none.</param>
/// <param name="Duration">Time taken.</param>
internal sealed record RecoveryReport(int Segments, long Frames, long Bytes, TornTail? Torn, TimeSpan Duration);
