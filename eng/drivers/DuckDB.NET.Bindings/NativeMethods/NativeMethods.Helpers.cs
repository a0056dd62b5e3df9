using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    public static partial class Helpers
    {
        [LibraryImport(Library, EntryPoint = "duckdb_vector_size", StringMarshalling = StringMarshalling.Utf8)]
        public static partial ulong DuckDBVectorSize();
    }
}
