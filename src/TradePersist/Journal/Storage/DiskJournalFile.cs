using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

internal sealed class DiskJournalFile : IJournalFile
{
    // ENOSPC; EDQUOT on Linux and on macOS; ERROR_DISK_FULL; ERROR_HANDLE_DISK_FULL.
    private static readonly int[] s_fullCodes = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070070), unchecked((int)0x80070027)]
        : OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private DiskJournalFile(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    public long Length => RandomAccess.GetLength(_handle);

    public static DiskJournalFile Open(string path, FileMode mode)
    {
        try
        {
            return new DiskJournalFile(File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw Full(path, e);
        }
    }

    /// <summary>Opens an existing file that another process may be writing.</summary>
    public static DiskJournalFile OpenToRead(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), path);

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw Full(_path, e);
        }
    }

    public int Read(long offset, Span<byte> bytes)
    {
        var total = 0;
        while (total < bytes.Length)
        {
            var count = RandomAccess.Read(_handle, bytes[total..], offset + total);
            if (count == 0)
            {
                break;
            }
            total += count;
        }
        return total;
    }

    public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

    public void Sync()
    {
        try
        {
            DiskSync.File(_handle, _path);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw Full(_path, e);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static bool IsFull(IOException e) => Array.IndexOf(s_fullCodes, e.HResult) >= 0;

    private static StorageFullException Full(string path, IOException e) => new($"No room on the file system for {path}.", e);
}
