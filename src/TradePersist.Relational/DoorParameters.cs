using System.Collections;
using System.Reflection;
using Dapper;

namespace TradePersist.Relational;

/// <summary>The parameters of the SQL door, each value in the form that the engine stores.</summary>
internal static class DoorParameters
{
    public static DynamicParameters? From(SqlDialect dialect, object? parameters)
    {
        if (parameters is null)
        {
            return null;
        }

        var stored = new DynamicParameters();
        foreach (var (name, value) in Members(parameters))
        {
            stored.Add(name, ToStored(dialect, value));
        }

        return stored;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Members(object parameters) =>
        parameters as IEnumerable<KeyValuePair<string, object?>>
        ?? parameters.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => new KeyValuePair<string, object?>(property.Name, property.GetValue(parameters)));

    private static object? ToStored(SqlDialect dialect, object? value) => value switch
    {
        null => null,
        string or byte[] => value,
        IEnumerable items => dialect.ToStoredList(items.Cast<object?>()),
        _ => dialect.ToStored(value),
    };
}
