using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    public static partial class Configuration
    {
        [LibraryImport(Library, EntryPoint = "duckdb_create_config", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBState DuckDBCreateConfig(out DuckDBConfig config);

        [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBState DuckDBSetConfig(DuckDBConfig config, string name, string option);

        public static int DuckDBConfigCount() => (int)ConfigCount();

        public static DuckDBState DuckDBGetConfigFlag(int index, out string name, out string description) => GetConfigFlag((nuint)index, out name, out description);

        [LibraryImport(Library, EntryPoint = "duckdb_config_count", StringMarshalling = StringMarshalling.Utf8)]
        private static partial nuint ConfigCount();

        [LibraryImport(Library, EntryPoint = "duckdb_get_config_flag", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBState GetConfigFlag(nuint index, [MarshalUsing(typeof(BorrowedString))] out string name, [MarshalUsing(typeof(BorrowedString))] out string description);
    }
}
