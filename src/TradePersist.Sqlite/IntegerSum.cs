using System.Globalization;
using SQLitePCL;

namespace TradePersist.Sqlite;

/// <summary>The exact sum of integers. SQLite's own fails as soon as a partial sum leaves 64 bits, even when the whole does not.</summary>
internal static class IntegerSum
{
    public const string Name = "tp_integer_sum";

    private const string Wanted = "an integer";

    public static void Register(SqliteSession session) => session.AddAggregate(Name, 2, Add, Finish);

    private static void Add(sqlite3_context context, object user, sqlite3_value[] arguments)
    {
        switch (raw.sqlite3_value_type(arguments[0]))
        {
            case raw.SQLITE_NULL:
                break;
            case raw.SQLITE_INTEGER:
                var sum = (ExactSum?)context.state ?? new ExactSum();
                context.state = sum;
                sum.Add(raw.sqlite3_value_int64(arguments[0]));
                break;
            default:
                SqlArgument.Fail(context, (FunctionFault)user, arguments, Wanted);
                break;
        }
    }

    private static void Finish(sqlite3_context context, object user)
    {
        if (context.state is not ExactSum sum)
        {
            raw.sqlite3_result_null(context);
        }
        else if (sum.Total >= long.MinValue && sum.Total <= long.MaxValue)
        {
            raw.sqlite3_result_int64(context, (long)sum.Total);
        }
        else
        {
            raw.sqlite3_result_text(context, sum.Total.ToString(CultureInfo.InvariantCulture));
        }
    }
}
