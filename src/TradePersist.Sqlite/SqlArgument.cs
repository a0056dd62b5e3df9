using System.Globalization;
using System.Text;
using SQLitePCL;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>Reads the arguments of our functions: a stored value, and the <c>table.column</c> that errors name.</summary>
internal static class SqlArgument
{
    public static bool IsNull(sqlite3_value value) => raw.sqlite3_value_type(value) == raw.SQLITE_NULL;

    /// <summary>The number, or false after the statement has been made to fail.</summary>
    public static bool TryReadDecimal(sqlite3_context context, FunctionFault fault, sqlite3_value[] arguments, out Int128 scaled)
    {
        var value = arguments[0];
        switch (raw.sqlite3_value_type(value))
        {
            case raw.SQLITE_TEXT when ScaledDecimal.TryParse(raw.sqlite3_value_blob(value), out scaled):
            case raw.SQLITE_INTEGER when ScaledDecimal.TryParse(Encoding.UTF8.GetBytes(Text(value)), out scaled):
            case raw.SQLITE_FLOAT when ScaledDecimal.TryParse(Encoding.UTF8.GetBytes(Text(value)), out scaled):
                return true;
            default:
                scaled = 0;
                Fail(context, fault, arguments, ScaledDecimal.Wanted);
                return false;
        }
    }

    public static void Fail(sqlite3_context context, FunctionFault fault, sqlite3_value[] arguments, string wanted)
    {
        fault.Set(new UnreadableValueException(raw.sqlite3_value_text(arguments[1]).utf8_to_string(), Text(arguments[0]), wanted));
        raw.sqlite3_result_error(context, "unreadable value");
    }

    private static string Text(sqlite3_value value) => raw.sqlite3_value_type(value) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_value_int64(value).ToString(CultureInfo.InvariantCulture),
        raw.SQLITE_FLOAT => raw.sqlite3_value_double(value).ToString("R", CultureInfo.InvariantCulture),
        raw.SQLITE_BLOB => Convert.ToHexString(raw.sqlite3_value_blob(value)),
        _ => raw.sqlite3_value_text(value).utf8_to_string(),
    };
}
