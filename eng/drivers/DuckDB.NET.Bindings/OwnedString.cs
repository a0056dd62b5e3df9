using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

/// <summary>Text that the engine hands over: copied, and given back to it.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(OwnedString))]
internal static unsafe class OwnedString
{
    public static string ConvertToManaged(byte* text) => Utf8StringMarshaller.ConvertToManaged(text) ?? "";

    public static void Free(byte* text) => NativeMethods.Release.Free(text);
}
