using SQLitePCL;

namespace TradePersist.Sqlite;

/// <summary>Our functions on decimals, which live on our connections only: nothing stored in the file depends on them.</summary>
internal static class DecimalFunctions
{
    public const string Key = "tp_decimal_key";

    public const string OfKey = "tp_decimal_of_key";

    public const string Sum = "tp_decimal_sum";

    public static void Register(SqliteSession session)
    {
        session.AddFunction(Key, 2, MakeKey);
        session.AddFunction(OfKey, 1, ReadKey);
        session.AddAggregate(Sum, 2, AddToSum, FinishSum);
    }

    private static void MakeKey(sqlite3_context context, object user, sqlite3_value[] arguments)
    {
        if (SqlArgument.IsNull(arguments[0]))
        {
            raw.sqlite3_result_null(context);
        }
        else if (SqlArgument.TryReadDecimal(context, (FunctionFault)user, arguments, out var scaled))
        {
            Span<byte> key = stackalloc byte[ScaledDecimal.KeyLength];
            ScaledDecimal.WriteKey(scaled, key);
            raw.sqlite3_result_blob(context, key);
        }
    }

    private static void ReadKey(sqlite3_context context, object user, sqlite3_value[] arguments)
    {
        if (SqlArgument.IsNull(arguments[0]))
        {
            raw.sqlite3_result_null(context);
            return;
        }

        raw.sqlite3_result_text(context, ScaledDecimal.ToText(ScaledDecimal.ReadKey(raw.sqlite3_value_blob(arguments[0]))));
    }

    private static void AddToSum(sqlite3_context context, object user, sqlite3_value[] arguments)
    {
        if (!SqlArgument.IsNull(arguments[0])
            && SqlArgument.TryReadDecimal(context, (FunctionFault)user, arguments, out var scaled))
        {
            var sum = (ExactSum?)context.state ?? new ExactSum();
            context.state = sum;
            sum.Add(scaled);
        }
    }

    private static void FinishSum(sqlite3_context context, object user)
    {
        if (context.state is ExactSum sum)
        {
            raw.sqlite3_result_text(context, ScaledDecimal.ToText(sum.Total));
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }
}
