using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

/// <summary>
/// Opening by open(2) itself. The runtime's open cannot open a directory, and it takes a lock of its own on files, which
/// would collide with ours.
/// </summary>
internal static class UnixFile
{
    /// <summary>Opens something that exists.</summary>
    public static SafeFileHandle Open(string path, int access)
    {
        var flags = access | (OperatingSystem.IsMacOS() ? UnixNative.MacCloseOnExec : UnixNative.LinuxCloseOnExec);
        while (true)
        {
            var descriptor = UnixNative.Open(path, flags);
            if (descriptor >= 0)
            {
                return new SafeFileHandle(descriptor, ownsHandle: true);
            }
            var error = Marshal.GetLastPInvokeError();
            if (error != UnixNative.Interrupted)
            {
                throw new IOException($"{path} cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }
        }
    }
}
