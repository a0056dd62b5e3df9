using System.Globalization;
using System.Numerics;
using TradePersist.Model;

namespace TradePersist.DuckDb;

/// <summary>What DuckDB's driver hands out and takes, against the types of a caller's members, for the read-only SQL door.</summary>
internal static class DuckDbDoorValues
{
    public static object FromDriver(object value) => value switch
    {
        // The driver calls the instants of a TIMESTAMP neither local nor UTC, and lends the memory of a BLOB.
        DateTime instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
        Stream bytes => ReadAll(bytes),
        _ => value,
    };

    public static object FromStored(object value, Type target)
    {
        if (target.IsEnum)
        {
            return value is string name ? Enum.Parse(target, name, ignoreCase: true) : Enum.ToObject(target, Whole(value));
        }

        return value switch
        {
            DateTime instant when target == typeof(DateTimeOffset) => new DateTimeOffset(instant),
            DateTimeOffset instant when target == typeof(DateTime) => instant.UtcDateTime,
            DateOnly day when target == typeof(DateTimeOffset) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
            Guid id when target == typeof(string) => id.ToString(),
            string text when target == typeof(Guid) => Guid.Parse(text),
            BigInteger => Convert.ChangeType(Whole(value), target, CultureInfo.InvariantCulture),
            _ => Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
        };
    }

    public static object ToStored(object value) => value switch
    {
        decimal number => Decimals.Canonical(number),
        DateTimeOffset instant => Value.Of(instant).AsTimestamp().UtcDateTime,
        DateTime { Kind: DateTimeKind.Unspecified } => throw new ArgumentException("A DateTime parameter must say whether it is UTC or local time."),
        DateTime instant => Value.Of(new DateTimeOffset(instant.ToUniversalTime())).AsTimestamp().UtcDateTime,
        Enum => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object Whole(object value) => value is BigInteger number ? (decimal)number : value;

    private static byte[] ReadAll(Stream bytes)
    {
        using var copy = new MemoryStream();
        bytes.CopyTo(copy);
        return copy.ToArray();
    }
}
