using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    public static partial class DateTimeHelpers
    {
        [LibraryImport(Library, EntryPoint = "duckdb_from_date", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBDateOnly DuckDBFromDate(DuckDBDate date);

        [LibraryImport(Library, EntryPoint = "duckdb_to_date", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBDate DuckDBToDate(DuckDBDateOnly date);

        [LibraryImport(Library, EntryPoint = "duckdb_from_time", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBTimeOnly DuckDBFromTime(DuckDBTime time);

        [LibraryImport(Library, EntryPoint = "duckdb_to_time", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBTime DuckDBToTime(DuckDBTimeOnly time);

        [LibraryImport(Library, EntryPoint = "duckdb_from_time_tz", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBTimeTz DuckDBFromTimeTz(DuckDBTimeTzStruct time);

        [LibraryImport(Library, EntryPoint = "duckdb_from_timestamp", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBTimestamp DuckDBFromTimestamp(DuckDBTimestampStruct timestamp);

        [LibraryImport(Library, EntryPoint = "duckdb_to_timestamp", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBTimestampStruct DuckDBToTimestamp(DuckDBTimestamp timestamp);
    }
}
