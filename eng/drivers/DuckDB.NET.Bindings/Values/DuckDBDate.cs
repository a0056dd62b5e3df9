using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>Days since 1970-01-01.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBDate
{
    public int Days { get; set; }

    public readonly bool IsInfinity => Days is int.MaxValue or -int.MaxValue;
}
