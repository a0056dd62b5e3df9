using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>A statement that has been parsed and bound to the schema.</summary>
public sealed class DuckDBPreparedStatement() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyPrepare(ref handle);
        return true;
    }
}
