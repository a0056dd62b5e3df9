using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A time of day in its parts, and its offset from UTC in seconds.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimeTz
{
    public DuckDBTimeOnly Time { get; }

    public int Offset { get; }
}
