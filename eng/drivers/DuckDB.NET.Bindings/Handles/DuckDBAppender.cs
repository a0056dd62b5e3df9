using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>An appender to one table.</summary>
public sealed class DuckDBAppender() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyAppender(ref handle);
        return true;
    }
}
