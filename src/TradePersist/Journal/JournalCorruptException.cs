using System.Globalization;

namespace TradePersist.Journal;

/// <summary>
/// The journal holds bytes that were once written safely and no longer are what they were.
/// Nothing was moved, changed or deleted.
/// </summary>
public sealed class JournalCorruptException : JournalException
{
    internal JournalCorruptException(string file, long offset, string reason)
        : base(string.Create(CultureInfo.InvariantCulture, $"The journal is damaged: {file} at byte {offset}: {reason}"))
    {
        File = file;
        Offset = offset;
        Reason = reason;
    }

    /// <summary>Name of the segment file, without its directory.</summary>
    public string File { get; }

    /// <summary>Byte in the file where the damage was met.</summary>
    public long Offset { get; }

    /// <summary>What is wrong there.</summary>
    public string Reason { get; }
}
