using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>One value of any type.</summary>
public sealed class DuckDBValue() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyValue(ref handle);
        return true;
    }
}
