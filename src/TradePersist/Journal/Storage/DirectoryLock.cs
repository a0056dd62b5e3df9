using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

/// <summary>
/// Sole ownership of a journal directory through <c>journal.lock</c>. By flock(2) itself on Unix, because the runtime's
/// file locking can be switched off by an environment variable. The file stays behind; only the lock counts.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    public const string FileName = "journal.lock";

    private readonly SafeFileHandle _handle;

    private DirectoryLock(SafeFileHandle handle) => _handle = handle;

    public static DirectoryLock Acquire(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var handle = OperatingSystem.IsWindows() ? OpenOnWindows(directory, path) : OpenOnUnix(directory, path);
        try
        {
            OwnerRecord.Write(handle);
            return new DirectoryLock(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();

    // The share mode is the lock: a second writer cannot open the file, but can read who owns it.
    private static SafeFileHandle OpenOnWindows(string directory, string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            throw OwnerRecord.InUse(directory, handle);
        }
    }

    private static SafeFileHandle OpenOnUnix(string directory, string path)
    {
        Create(path);
        var handle = UnixFile.Open(path, UnixNative.OpenReadWrite);
        try
        {
            while (UnixNative.FLock(handle, UnixNative.LockExclusive | UnixNative.LockNonBlocking) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != UnixNative.Interrupted)
                {
                    throw error is UnixNative.LinuxWouldBlock or UnixNative.MacWouldBlock
                        ? OwnerRecord.InUse(directory, handle)
                        : new IOException($"{path} cannot be locked: {Marshal.GetPInvokeErrorMessage(error)}", error);
                }
            }
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Create(string path)
    {
        if (File.Exists(path))
        {
            return;
        }
        try
        {
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was quicker; the lock decides.
        }
    }
}
