using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>What the engine knows of a connection.</summary>
public sealed class DuckDBClientContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>The connection's number within its database.</summary>
    public ulong ConnectionId => NativeMethods.Startup.DuckDBClientContextGetConnectionId(this);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyClientContext(ref handle);
        return true;
    }
}
