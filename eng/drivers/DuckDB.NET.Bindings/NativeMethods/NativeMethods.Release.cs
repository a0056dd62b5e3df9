using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    /// <summary>What gives memory back; the handles call it.</summary>
    internal static partial class Release
    {
        [LibraryImport(Library, EntryPoint = "duckdb_free", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void Free(void* memory);

        [LibraryImport(Library, EntryPoint = "duckdb_close", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void Close(ref IntPtr database);

        [LibraryImport(Library, EntryPoint = "duckdb_disconnect", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void Disconnect(ref IntPtr connection);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_config", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyConfig(ref IntPtr config);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_client_context", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyClientContext(ref IntPtr context);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_result", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyResult(ref DuckDBResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyPrepare(ref IntPtr statement);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyExtracted(ref IntPtr statements);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_destroy", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBState DestroyAppender(ref IntPtr appender);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyDataChunk(ref IntPtr chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_logical_type", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyLogicalType(ref IntPtr type);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_value", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyValue(ref IntPtr value);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_error_data", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DestroyErrorData(ref IntPtr error);
    }
}
