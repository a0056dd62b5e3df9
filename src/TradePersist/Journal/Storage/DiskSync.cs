using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

/// <summary>
/// Durable syncs with the system's answer checked. The runtime's own flush calls do not report a failed fsync on Linux.
/// </summary>
internal static class DiskSync
{
    /// <summary>Makes a file's bytes and size durable.</summary>
    /// <exception cref="IOException">The system reported an error; <see cref="Exception.HResult"/> is its number.</exception>
    public static void File(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!WindowsNative.FlushFileBuffers(handle))
            {
                throw Failed(path, Marshal.GetLastPInvokeError());
            }
        }
        else if (OperatingSystem.IsMacOS())
        {
            SyncMac(handle, path);
        }
        else if (UnixNative.FDataSync(handle) != 0)
        {
            throw Failed(path, Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Makes the names in a directory durable. NTFS journals them itself, so there is nothing to do on Windows.</summary>
    public static void Directory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using var handle = UnixFile.Open(path, UnixNative.OpenReadOnly);
        if (UnixNative.FSync(handle) != 0)
        {
            throw Failed(path, Marshal.GetLastPInvokeError());
        }
    }

    private static void SyncMac(SafeFileHandle handle, string path)
    {
        if (UnixNative.Fcntl(handle, UnixNative.MacFullSync) != -1)
        {
            return;
        }
        var error = Marshal.GetLastPInvokeError();
        // Network file systems do not know F_FULLFSYNC; nothing was tried yet, so fsync is a first attempt there.
        var unknown = error is UnixNative.MacNotSupported or UnixNative.InvalidArgument;
        if (!unknown || UnixNative.FSync(handle) != 0)
        {
            throw Failed(path, unknown ? Marshal.GetLastPInvokeError() : error);
        }
    }

    private static IOException Failed(string path, int error) =>
        new($"Sync of {path} failed: {Marshal.GetPInvokeErrorMessage(error)}", OperatingSystem.IsWindows() ? unchecked((int)0x80070000) | error : error);
}
