using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

/// <summary>
/// Sole ownership of a directory through a lock file in it. By flock(2) itself on Unix, because the runtime's file locking
/// can be switched off by an environment variable. The file stays behind; only the lock counts.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly SafeFileHandle _handle;

    private DirectoryLock(SafeFileHandle handle) => _handle = handle;

    /// <param name="path">The lock file.</param>
    /// <param name="inUse">The refusal, when there is another owner.</param>
    public static DirectoryLock Acquire(string path, Func<OwnerRecord?, Exception> inUse)
    {
        var handle = OperatingSystem.IsWindows() ? OpenOnWindows(path, inUse) : OpenOnUnix(path, inUse);
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
    private static SafeFileHandle OpenOnWindows(string path, Func<OwnerRecord?, Exception> inUse)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            throw inUse(OwnerRecord.Read(handle));
        }
    }

    private static SafeFileHandle OpenOnUnix(string path, Func<OwnerRecord?, Exception> inUse)
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
                        ? inUse(OwnerRecord.Read(handle))
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
