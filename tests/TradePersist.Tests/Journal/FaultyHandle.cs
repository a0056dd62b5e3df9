using TradePersist.Journal.Storage;

namespace TradePersist.Tests.Journal;

internal sealed class FaultyHandle(FaultyStorage storage, FaultyFile file) : IJournalFile
{
    private bool _isDisposed;

    public long Length => file.Bytes.Length;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (storage.Gate)
        {
            if (storage.OperationsLeft == 1)
            {
                // The power goes in the middle of this write.
                file.Write(offset, bytes[..(bytes.Length / 2)]);
            }
            storage.Step("write", file.Name);
            file.Write(offset, bytes);
        }
    }

    public int Read(long offset, Span<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (storage.Gate)
        {
            var count = file.Read(offset, bytes);
            storage.BytesRead += count;
            return count;
        }
    }

    public void SetLength(long length)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (storage.Gate)
        {
            storage.Step("set length", file.Name);
            file.SetLength((int)length);
        }
    }

    public void Sync()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (file.Name.EndsWith(".tpj", StringComparison.Ordinal))
        {
            storage.BeforeSync?.Invoke();
        }
        lock (storage.Gate)
        {
            storage.Step("sync", file.Name);
            file.Sync();
        }
    }

    public void Dispose() => _isDisposed = true;
}
