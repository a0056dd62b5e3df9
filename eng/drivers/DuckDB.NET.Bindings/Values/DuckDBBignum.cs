using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>An integer of any size: its magnitude, most significant byte first, and its sign.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBBignum(IntPtr data, ulong size, byte isNegative)
{
    public IntPtr Data { get; } = data;

    public ulong Size { get; } = size;

    public byte IsNegative { get; } = isNegative;
}
