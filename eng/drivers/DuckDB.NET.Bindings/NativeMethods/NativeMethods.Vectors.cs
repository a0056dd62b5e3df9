using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    public static partial class Vectors
    {
        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_column_type", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBLogicalType DuckDBVectorGetColumnType(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_data", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void* DuckDBVectorGetData(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_validity", StringMarshalling = StringMarshalling.Utf8)]
        public static partial ulong* DuckDBVectorGetValidity(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_ensure_validity_writable", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DuckDBVectorEnsureValidityWritable(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_assign_string_element_len", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DuckDBVectorAssignStringElementLength(IntPtr vector, ulong index, byte* text, long length);

        [LibraryImport(Library, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len", StringMarshalling = StringMarshalling.Utf8)]
        public static partial void DuckDBUnsafeVectorAssignStringElementLength(IntPtr vector, ulong index, byte* text, long length);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_child", StringMarshalling = StringMarshalling.Utf8)]
        public static partial IntPtr DuckDBListVectorGetChild(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_set_size", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBState DuckDBListVectorSetSize(IntPtr vector, ulong size);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_reserve", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBState DuckDBListVectorReserve(IntPtr vector, ulong capacity);

        [LibraryImport(Library, EntryPoint = "duckdb_array_vector_get_child", StringMarshalling = StringMarshalling.Utf8)]
        public static partial IntPtr DuckDBArrayVectorGetChild(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_struct_vector_get_child", StringMarshalling = StringMarshalling.Utf8)]
        public static partial IntPtr DuckDBStructVectorGetChild(IntPtr vector, long index);
    }
}
