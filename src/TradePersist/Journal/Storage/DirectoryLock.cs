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
        var handle = Open(directory, path);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Lock(handle, directory, path);
            }
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

    private static SafeFileHandle Open(string directory, string path)
    {
        // On Windows the share mode is the lock: a second writer cannot open the file, a reader can see who owns it.
        var share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.ReadWrite;
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
        }
        catch (IOException) when (OperatingSystem.IsWindows() && File.Exists(path))
        {
            throw OwnerRecord.InUse(directory, path);
        }
    }

    private static void Lock(SafeFileHandle handle, string directory, string path)
    {
        while (UnixNative.FLock(handle, UnixNative.LockExclusive | UnixNative.LockNonBlocking) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case UnixNative.Interrupted:
                    continue;
                case UnixNative.LinuxWouldBlock or UnixNative.MacWouldBlock:
                    throw OwnerRecord.InUse(directory, path);
                case var error:
                    throw new IOException($"{path} cannot be locked: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }
        }
    }
}
