using System.Globalization;

namespace TradePersist.Journal;

/// <summary>A reader asked for records that the journal has already let go.</summary>
internal sealed class JournalReleasedException(long lsn, long firstLsn)
    : JournalException(string.Create(CultureInfo.InvariantCulture, $"Record {lsn} is no longer in the journal, which begins at {firstLsn}."))
{
    public long FirstLsn { get; } = firstLsn;
}
