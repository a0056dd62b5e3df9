using System.Globalization;
using TradePersist.Model;

namespace TradePersist.Postgres;

/// <summary>What PostgreSQL's driver hands out and takes, against the types of a caller's members, for the read-only SQL door.</summary>
internal static class PostgresDoorValues
{
    public static object FromStored(object value, Type target)
    {
        if (target.IsEnum)
        {
            return value is string name ? Enum.Parse(target, name, ignoreCase: true) : Enum.ToObject(target, value);
        }

        return value switch
        {
            DateTime instant when target == typeof(DateTimeOffset) => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            DateOnly day when target == typeof(DateTimeOffset) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
            Guid id when target == typeof(string) => id.ToString(),
            string text when target == typeof(Guid) => Guid.Parse(text),
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

    /// <summary>An array, which the driver takes for one of PostgreSQL's own where all items are of one type.</summary>
    public static object ToArray(IEnumerable<object?> items)
    {
        var stored = items.Select(item => item is null ? throw new ArgumentException("A list as a parameter must not contain null.") : ToStored(item)).ToList();
        var types = stored.Select(item => item.GetType()).Distinct().ToList();
        if (types.Count > 1)
        {
            throw new ArgumentException($"The items of a list as a parameter must be of one type, not {string.Join(" and ", types.Select(type => type.Name))}.");
        }

        var array = Array.CreateInstance(types.Count == 0 ? typeof(string) : types[0], stored.Count);
        for (var i = 0; i < stored.Count; i++)
        {
            array.SetValue(stored[i], i);
        }

        return array;
    }
}
