using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradePersist.Tests.PublicApi;

/// <summary>One member of a type as a line of text; null for what is not part of the public surface.</summary>
internal static class MemberText
{
    public static string? Of(MemberInfo member, string owner) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) =>
            $"{Modifiers(constructor)}{owner}({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && !IsAccessor(method) =>
            $"{Modifiers(method)}{owner}.{MethodName(method)}({Parameters(method)}) -> {TypeText.Of(method.ReturnParameter)}",
        PropertyInfo property when VisibleAccessors(property) is { Length: > 0 } accessors =>
            $"{Modifiers(accessors[0])}{Required(property)}{owner}.{PropertyName(property)} {{ {string.Join(' ', accessors.Select(Accessor))} }} -> {TypeText.Of(property)}",
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Field(field, owner),
        EventInfo { AddMethod: { } add } declared when IsVisible(add) =>
            $"{Modifiers(add)}event {owner}.{declared.Name} -> {TypeText.Of(declared)}",
        _ => null,
    };

    public static string Parameters(MethodBase method)
    {
        var parameters = method.GetParameters().Select(Parameter);
        return (method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "") + string.Join(", ", parameters);
    }

    private static string? Field(FieldInfo field, string owner) => field switch
    {
        { IsSpecialName: true } => null,
        { DeclaringType.IsEnum: true } => $"{owner}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        { IsLiteral: true } => $"const {owner}.{field.Name} = {Literal(field.GetRawConstantValue())} -> {TypeText.Of(field)}",
        _ => $"{(field.IsFamily ? "protected " : "")}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{owner}.{field.Name} -> {TypeText.Of(field)}",
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static MethodInfo[] VisibleAccessors(PropertyInfo property) =>
        [.. property.GetAccessors(nonPublic: true).Where(IsVisible).OrderBy(accessor => accessor.ReturnType == typeof(void))];

    private static string Accessor(MethodInfo accessor)
    {
        var kind = accessor.ReturnType != typeof(void) ? "get;"
            : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;";
        return accessor.IsPublic ? kind : $"protected {kind}";
    }

    private static string Required(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : "protected ";
        if (method.IsStatic)
        {
            return access + (method.IsAbstract ? "static abstract " : "static ");
        }

        return access + method switch
        {
            _ when method.DeclaringType!.IsInterface => method.IsAbstract ? "" : "virtual ",
            { IsAbstract: true } => "abstract ",
            MethodInfo info when info.GetBaseDefinition() != info => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
    }

    private static string MethodName(MethodInfo method) =>
        method.Name + TypeText.GenericParameters(method.IsGenericMethodDefinition ? method.GetGenericArguments() : []);

    private static string PropertyName(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false) => "params ",
            _ => "",
        };
        var fallback = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{passing}{TypeText.Of(parameter)} {parameter.Name}{fallback}";
    }

    private static string Default(ParameterInfo parameter) =>
        parameter.RawDefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? "default"
            : parameter.DefaultValue is Enum value ? $"{value.GetType().Name}.{value}" : Literal(parameter.RawDefaultValue);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
