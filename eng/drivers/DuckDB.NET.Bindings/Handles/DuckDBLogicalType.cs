using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>A type, with what it is made of.</summary>
public sealed class DuckDBLogicalType() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyLogicalType(ref handle);
        return true;
    }
}
