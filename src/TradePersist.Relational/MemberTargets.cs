using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradePersist.Relational;

/// <summary>Finds for each column of an answer the member of a type that takes it. Case and underscores do not matter: <c>entry_price</c> fits <c>EntryPrice</c>.</summary>
internal static class MemberTargets
{
    /// <summary>A target per column; null where nothing is known about it.</summary>
    public static IReadOnlyList<MemberTarget?> For(Type type, DbDataReader reader)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (IsScalar(plain))
        {
            return [.. columns.Select((name, i) => i == 0 ? new MemberTarget(name, plain) : (MemberTarget?)null)];
        }

        if (typeof(ITuple).IsAssignableFrom(plain) && plain.IsValueType)
        {
            var fields = plain.GetGenericArguments();
            return [.. columns.Select((name, i) => i < fields.Length ? Target(name, fields[i]) : (MemberTarget?)null)];
        }

        var members = Members(plain, columns.Count).ToLookup(member => Plain(member.Name), StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select(name => members[Plain(name)].Select(member => (MemberTarget?)member).FirstOrDefault())];
    }

    private static IEnumerable<MemberTarget> Members(Type type, int columns)
    {
        var constructors = type.GetConstructors();
        if (constructors.All(constructor => constructor.GetParameters().Length > 0)
            && constructors.FirstOrDefault(constructor => constructor.GetParameters().Length == columns) is { } constructor)
        {
            return constructor.GetParameters().Select(parameter => Target(parameter.Name!, parameter.ParameterType));
        }

        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        return type.GetProperties(Flags).Where(property => property.CanWrite).Select(property => Target(property.Name, property.PropertyType))
            .Concat(type.GetFields(Flags).Select(field => Target(field.Name, field.FieldType)));
    }

    private static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(byte[]);

    private static MemberTarget Target(string name, Type type) => new(name, Nullable.GetUnderlyingType(type) ?? type);

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
