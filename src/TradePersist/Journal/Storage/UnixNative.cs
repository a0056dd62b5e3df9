using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

internal static partial class UnixNative
{
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int LinuxCloseOnExec = 0x80000;
    public const int MacCloseOnExec = 0x1000000;
    public const int MacFullSync = 51;
    public const int MacNotSupported = 45;
    public const int InvalidArgument = 22;
    public const int Interrupted = 4;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int LinuxWouldBlock = 11;
    public const int MacWouldBlock = 35;

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int FLock(SafeFileHandle file, int operation);
}
