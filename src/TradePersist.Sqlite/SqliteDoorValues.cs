using System.Globalization;
using TradePersist.Model;

namespace TradePersist.Sqlite;

/// <summary>The raw forms of this store against the types of a caller's members, for the read-only SQL door.</summary>
internal static class SqliteDoorValues
{
    public static object FromStored(object value, Type target)
    {
        if (target.IsEnum)
        {
            return value is string name ? Enum.Parse(target, name, ignoreCase: true) : Enum.ToObject(target, value);
        }

        return value switch
        {
            string text when target == typeof(Guid) => Guid.Parse(text),
            string text when target == typeof(decimal) => Decimal(text),
            long micros when target == typeof(DateTimeOffset) => Value.OfMicroseconds(micros).AsTimestamp(),
            long micros when target == typeof(DateTime) => Value.OfMicroseconds(micros).AsTimestamp().UtcDateTime,
            string text when target == typeof(DateTimeOffset) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ => Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
        };
    }

    public static object ToStored(object value) => value switch
    {
        Guid id => id.ToString(),
        decimal number => Decimals.ToText(number),
        DateTimeOffset instant => Value.Of(instant).AsMicroseconds(),
        DateTime { Kind: DateTimeKind.Unspecified } => throw new ArgumentException("A DateTime parameter must say whether it is UTC or local time."),
        DateTime instant => Value.Of(new DateTimeOffset(instant.ToUniversalTime())).AsMicroseconds(),
        bool flag => flag ? 1L : 0L,
        Enum => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static decimal Decimal(string text) =>
        ScaledDecimal.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var scaled)
            ? Decimals.FromScaled(scaled)
            : throw new FormatException($"'{text}' is not {ScaledDecimal.Wanted}.");
}
