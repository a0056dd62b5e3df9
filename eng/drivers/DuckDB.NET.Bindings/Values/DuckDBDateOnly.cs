using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A date in its parts.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBDateOnly
{
    public int Year { get; }

    public byte Month { get; }

    public byte Day { get; }

    public static DuckDBDateOnly FromDuckDBDate(DuckDBDate date) => NativeMethods.DateTimeHelpers.DuckDBFromDate(date);

    public DuckDBDate ToDuckDBDate() => NativeMethods.DateTimeHelpers.DuckDBToDate(this);
}
