using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

internal static partial class WindowsNative
{
    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool FlushFileBuffers(SafeFileHandle file);
}
