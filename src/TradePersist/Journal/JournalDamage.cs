namespace TradePersist.Journal;

/// <summary>Something in a journal's files that is not what was written.</summary>
/// <param name="File">The segment file, without its directory.</param>
/// <param name="Offset">Byte in the file where it begins.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="IsTornTail">
/// Whether it is an unfinished end that nobody was promised, as a crash leaves it: opening the journal cuts it off. Else the
/// journal refuses to open.
/// </param>
public sealed record JournalDamage(string File, long Offset, string Reason, bool IsTornTail);
