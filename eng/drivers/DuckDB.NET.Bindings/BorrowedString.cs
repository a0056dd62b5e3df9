using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

/// <summary>Text that the engine keeps: copied, and left alone.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(BorrowedString))]
internal static unsafe class BorrowedString
{
    public static string ConvertToManaged(byte* text) => Utf8StringMarshaller.ConvertToManaged(text) ?? "";
}
