namespace TradePersist.Journal.Storage;

/// <summary>One file of the journal. Reads may run beside writes of other ranges.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at an offset; extends the file where needed.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads up to the end of the file; returns the bytes read, fewer than asked only at the end.</summary>
    int Read(long offset, Span<byte> bytes);

    /// <summary>Makes everything written durable; throws when the system cannot promise that.</summary>
    void Sync();
}
