namespace TradePersist.Journal;

/// <summary>One segment file of a journal.</summary>
/// <param name="File">Its name, without the directory.</param>
/// <param name="JournalId">The journal's id when it was begun.</param>
/// <param name="FirstLsn">The first record that it may hold.</param>
/// <param name="LastLsn">Its last intact record; the one before <paramref name="FirstLsn"/> while there is none.</param>
/// <param name="Bytes">Bytes of its intact frames.</param>
/// <param name="FileBytes">Bytes of the file, which is made in its full size.</param>
/// <param name="Created">When it was begun, in UTC.</param>
public sealed record SegmentInspection(string File, Guid JournalId, long FirstLsn, long LastLsn, long Bytes, long FileBytes, DateTimeOffset Created);
