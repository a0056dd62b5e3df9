namespace TradePersist.Journal.Storage;

/// <summary>One file. Reads may run beside writes of other ranges.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at an offset; extends the file where needed.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads up to the end of the file; returns the bytes read, fewer than asked only at the end.</summary>
    int Read(long offset, Span<byte> bytes);

    /// <summary>Cuts the file off, or extends it with zeros.</summary>
    void SetLength(long length);

    /// <summary>Makes everything written durable; throws when the system cannot promise that.</summary>
    void Sync();
}
