using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    public static partial class DataChunks
    {
        public static DuckDBDataChunk DuckDBCreateDataChunk(IntPtr[] types, ulong count)
        {
            fixed (IntPtr* first = types)
            {
                return CreateDataChunk(first, count);
            }
        }

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_reset", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DuckDBDataChunkReset(DuckDBDataChunk chunk);

        public static long DuckDBDataChunkGetColumnCount(DuckDBDataChunk chunk) => (long)GetColumnCount(chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector", StringMarshalling = StringMarshalling.Utf8)]
        public static partial IntPtr DuckDBDataChunkGetVector(DuckDBDataChunk chunk, long column);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size", StringMarshalling = StringMarshalling.Utf8)]
        public static partial ulong DuckDBDataChunkGetSize(DuckDBDataChunk chunk);

        // The genuine signature returns a number, the engine's function nothing.
        public static long DuckDBDataChunkSetSize(DuckDBDataChunk chunk, ulong size)
        {
            SetSize(chunk, size);
            return 0;
        }

        [LibraryImport(Library, EntryPoint = "duckdb_create_data_chunk", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBDataChunk CreateDataChunk(IntPtr* types, ulong count);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_column_count", StringMarshalling = StringMarshalling.Utf8)]
        private static partial ulong GetColumnCount(DuckDBDataChunk chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_set_size", StringMarshalling = StringMarshalling.Utf8)]
        private static partial void SetSize(DuckDBDataChunk chunk, ulong size);
    }
}
