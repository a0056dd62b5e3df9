using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

internal sealed class UnsyncedFile(IJournalFile file) : IJournalFile
{
    public long Length => file.Length;

    public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

    public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

    public void SetLength(long length) => file.SetLength(length);

    public void Sync()
    {
    }

    public void Dispose() => file.Dispose();
}
