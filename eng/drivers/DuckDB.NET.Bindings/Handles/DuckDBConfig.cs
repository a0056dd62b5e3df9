using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>The options that a database is opened with.</summary>
public sealed class DuckDBConfig() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyConfig(ref handle);
        return true;
    }
}
