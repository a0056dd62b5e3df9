using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TradePersist.Relational;

/// <summary>
/// Which file a path names. A connection goes on writing happily into a file that somebody has deleted or replaced;
/// comparing this tells. Opening the file to look at it is out of the question: closing it would drop this process's
/// POSIX locks, and with them the engine's.
/// </summary>
public readonly partial record struct FileIdentity
{
    private const int CurrentDirectory = -100;
    private const uint InodeWanted = 0x100;
    private const int StatxLength = 256;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    private FileIdentity(bool exists, ulong inode, ulong device) => (Exists, Inode, Device) = (exists, inode, device);

    /// <summary>Whether there is a file.</summary>
    public bool Exists { get; }

    /// <summary>Its number on its device; 0 where the system does not tell.</summary>
    public ulong Inode { get; }

    /// <summary>Its device; 0 where the system does not tell.</summary>
    public ulong Device { get; }

    /// <summary>What the path names now.</summary>
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
