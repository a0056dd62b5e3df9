using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace TradePersist.Tests.PublicApi;

/// <summary>Types as text: their declaration, and their names in signatures, with nullability.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(ParameterInfo parameter) => Name(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Name(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Name(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(EventInfo declared) => Name(declared.EventHandlerType!, new NullabilityInfoContext().Create(declared));

    public static string FullName(Type type) =>
        (type.DeclaringType is { } outer ? FullName(outer) : type.Namespace) + "." + SimpleName(type) + GenericParameters(OwnArguments(type));

    public static string GenericParameters(Type[] parameters) =>
        parameters.Length == 0 ? "" : $"<{string.Join(", ", parameters.Select(Constrained))}>";

    public static string Declaration(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {FullName(type)}({MemberText.Parameters(invoke)}) -> {Of(invoke.ReturnParameter)}";
        }

        var parents = Parents(type).Select(parent => Name(parent, null)).ToList();
        return $"{Kind(type)} {FullName(type)}{(parents.Count == 0 ? "" : $" : {string.Join(", ", parents)}")}";
    }

    private static string Kind(Type type)
    {
        var isRecord = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;
        return type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "")
                + (type.IsByRefLike ? "ref " : "") + (isRecord ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class"),
        };
    }

    /// <summary>The base class, and the interfaces that neither it nor another interface brings along.</summary>
    private static IEnumerable<Type> Parents(Type type)
    {
        if (type.IsEnum)
        {
            return [Enum.GetUnderlyingType(type)];
        }

        var all = type.GetInterfaces();
        var implied = all.SelectMany(parent => parent.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var ownBase = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : Type.EmptyTypes;
        return ownBase.Concat(all.Except(implied).OrderBy(parent => parent.Name, StringComparer.Ordinal));
    }

    private static string Constrained(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var constraints = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            constraints.Add("struct");
        }
        else
        {
            if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            {
                constraints.Add("class");
            }

            constraints.AddRange(parameter.GetGenericParameterConstraints().Select(constraint => Name(constraint, null)));
            if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            {
                constraints.Add("new()");
            }
        }

        return constraints.Count == 0 ? parameter.Name : $"{parameter.Name}: {string.Join(", ", constraints)}";
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying, nullability) + "?";
        }

        var mark = !type.IsValueType && !type.IsGenericParameter && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword + mark;
        }

        var name = new StringBuilder(type.IsNested && !type.IsGenericParameter ? $"{SimpleName(type.DeclaringType!)}." : "");
        name.Append(SimpleName(type));
        if (type.IsGenericType)
        {
            var nested = nullability?.GenericTypeArguments ?? [];
            name.Append('<')
                .AppendJoin(", ", type.GetGenericArguments().Select((argument, i) => Name(argument, i < nested.Length ? nested[i] : null)))
                .Append('>');
        }

        return name.Append(mark).ToString();
    }

    private static string SimpleName(Type type) => type.Name.Split('`')[0];

    private static Type[] OwnArguments(Type type) =>
        [.. type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0)];
}
