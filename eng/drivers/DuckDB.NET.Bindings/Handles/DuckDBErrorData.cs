using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>An error, or that there is none.</summary>
public sealed class DuckDBErrorData() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>Whether there is one.</summary>
    public bool HasError => NativeMethods.ErrorData.DuckDBErrorDataHasError(this);

    /// <summary>What it says.</summary>
    public string Message => NativeMethods.ErrorData.DuckDBErrorDataMessage(this);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Release.DestroyErrorData(ref handle);
        return true;
    }
}
