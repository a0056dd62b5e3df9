using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>Microseconds since 1970-01-01; other units for the other timestamp types.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimestampStruct
{
    public long Micros { get; set; }

    public readonly bool IsInfinity => Micros is long.MaxValue or -long.MaxValue;
}
