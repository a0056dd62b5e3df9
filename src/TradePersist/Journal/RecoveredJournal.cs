namespace TradePersist.Journal;

/// <summary>A journal as recovery found it and left it.</summary>
/// <param name="Segments">Oldest first; the last one's file is open.</param>
/// <param name="LastLsn">Last record; 0 when there is none.</param>
/// <param name="End">Where the next frame goes in the last segment.</param>
/// <param name="Report">What was found.</param>
internal sealed record RecoveredJournal(IReadOnlyList<Segment> Segments, long LastLsn, long End, RecoveryReport Report);
