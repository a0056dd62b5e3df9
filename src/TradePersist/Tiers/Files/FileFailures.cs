namespace TradePersist.Tiers;

/// <summary>What failures of a file tier mean, by exception type.</summary>
internal static class FileFailures
{
    /// <summary>
    /// A full, busy or vanished disk passes, and so do missing rights: on Windows, a file that somebody reads may not be
    /// replaced, and that is how it is refused. Whatever is unknown is tried again, which loses nothing and shows as a tier
    /// that does not get on.
    /// </summary>
    public static FailureKind Classify(Exception exception) => exception switch
    {
        SchemaMismatchException or DamagedFileException or NotSupportedException or ObjectDisposedException => FailureKind.Fatal,

        // A value that is not of its column's kind or range, text that is not Unicode.
        InvalidOperationException or ArgumentException or OverflowException => FailureKind.Permanent,
        _ => FailureKind.Transient,
    };
}
