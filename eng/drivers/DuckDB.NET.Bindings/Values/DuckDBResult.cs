using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>An answer. Only the last field means anything to today's engine.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBResult
{
    private readonly long _columnCount;
    private readonly long _rowCount;
    private readonly long _rowsChanged;
    private readonly IntPtr _columns;
    private readonly IntPtr _errorMessage;
    private readonly IntPtr _data;

    public void Close() => NativeMethods.Release.DestroyResult(ref this);
}
