using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static unsafe partial class NativeMethods
{
    public static partial class Value
    {
        [LibraryImport(Library, EntryPoint = "duckdb_create_null_value", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateNullValue();

        [LibraryImport(Library, EntryPoint = "duckdb_create_bool", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateBool([MarshalAs(UnmanagedType.U1)] bool value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_varchar", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateVarchar(string? value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_int8", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateInt8(sbyte value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_int16", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateInt16(short value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_int32", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateInt32(int value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_int64", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateInt64(long value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uint8", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateUInt8(byte value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uint16", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateUInt16(ushort value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uint32", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateUInt32(uint value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uint64", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateUInt64(ulong value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_float", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateFloat(float value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_double", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateDouble(double value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_hugeint", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateHugeInt(DuckDBHugeInt value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uhugeint", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateUHugeInt(DuckDBUHugeInt value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uuid", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateUuid(DuckDBHugeInt value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_decimal", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateDecimal(DuckDBDecimal value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_bignum", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateBignum(DuckDBBignum value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_date", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateDate(DuckDBDate value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_time", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTime(DuckDBTime value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_time_tz_value", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTimeTz(DuckDBTimeTzStruct value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTimestamp(DuckDBTimestampStruct value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_s", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTimestampS(DuckDBTimestampStruct value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_ms", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTimestampMs(DuckDBTimestampStruct value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_ns", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTimestampNs(DuckDBTimestampStruct value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_tz", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateTimestampTz(DuckDBTimestampStruct value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_interval", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBValue DuckDBCreateInterval(DuckDBInterval value);

        public static DuckDBValue DuckDBCreateBlob(byte[] value, long length)
        {
            fixed (byte* first = value)
            {
                return CreateBlob(first, (ulong)length);
            }
        }

        public static DuckDBValue DuckDBCreateListValue(DuckDBLogicalType type, DuckDBValue[] values, int count) =>
            Collect(type, values, count, &CreateListValue);

        public static DuckDBValue DuckDBCreateArrayValue(DuckDBLogicalType type, DuckDBValue[] values, int count) =>
            Collect(type, values, count, &CreateArrayValue);

        [LibraryImport(Library, EntryPoint = "duckdb_create_blob", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBValue CreateBlob(byte* value, ulong length);

        [LibraryImport(Library, EntryPoint = "duckdb_create_list_value", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBValue CreateListValue(DuckDBLogicalType type, IntPtr* values, ulong count);

        [LibraryImport(Library, EntryPoint = "duckdb_create_array_value", StringMarshalling = StringMarshalling.Utf8)]
        private static partial DuckDBValue CreateArrayValue(DuckDBLogicalType type, IntPtr* values, ulong count);

        // The engine copies the elements, and nobody else holds on to them.
        private static DuckDBValue Collect(
            DuckDBLogicalType type, DuckDBValue[] values, int count, delegate*<DuckDBLogicalType, IntPtr*, ulong, DuckDBValue> create)
        {
            var handles = Array.ConvertAll(values, value => value.DangerousGetHandle());
            fixed (IntPtr* first = handles)
            {
                var collected = create(type, first, (ulong)count);
                Array.ForEach(values, value => value.Dispose());
                return collected;
            }
        }
    }
}
