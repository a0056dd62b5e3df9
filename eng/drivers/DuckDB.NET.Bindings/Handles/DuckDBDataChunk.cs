using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>A few thousand rows, column by column.</summary>
public sealed class DuckDBDataChunk : SafeHandleZeroOrMinusOneIsInvalid
{
    public DuckDBDataChunk()
        : base(ownsHandle: true)
    {
    }

    /// <summary>A chunk that somebody else destroys.</summary>
    public DuckDBDataChunk(IntPtr chunk)
        : base(ownsHandle: false) => SetHandle(chunk);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyDataChunk(ref handle);
        return true;
    }
}
