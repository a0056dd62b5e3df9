using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TradePersist.Sqlite;

/// <summary>
/// Which file a path names. A connection goes on writing happily into a file that somebody has deleted or replaced;
/// comparing this tells. Opening the file to look at it is out of the question: closing it would drop this process's
/// POSIX locks, and with them SQLite's.
/// </summary>
internal readonly partial record struct FileIdentity(bool Exists, ulong Inode, ulong Device)
{
    private const int CurrentDirectory = -100;
    private const uint InodeWanted = 0x100;
    private const int StatxLength = 256;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    public static FileIdentity Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileIdentity(File.Exists(path), 0, 0);
        }

        Span<byte> answer = stackalloc byte[StatxLength];
        return Statx(CurrentDirectory, path, 0, InodeWanted, ref MemoryMarshal.GetReference(answer)) == 0
            ? new FileIdentity(true, BinaryPrimitives.ReadUInt64LittleEndian(answer[InodeOffset..]), BinaryPrimitives.ReadUInt64LittleEndian(answer[DeviceOffset..]))
            : new FileIdentity(File.Exists(path), 0, 0);
    }

    // Unlike stat, its structure is the same on every architecture.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte answer);
}
