using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A time of day in its parts.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimeOnly
{
    public byte Hour { get; }

    public byte Min { get; }

    public byte Sec { get; }

    public int Microsecond { get; }
}
