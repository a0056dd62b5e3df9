using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradePersist.Tests.PublicApi;

/// <summary>The public surface of an assembly as text: a line for each type, followed by a line for each of its members.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static;

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes()
            .Where(IsWritten)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(TypeLines)];

    private static IEnumerable<string> TypeLines(Type type)
    {
        yield return TypeText.Declaration(type);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            yield break;
        }

        var owner = TypeText.FullName(type);
        foreach (var line in type.GetMembers(Declared).Where(IsWritten).Select(member => MemberText.Of(member, owner))
            .OfType<string>().Order(StringComparer.Ordinal))
        {
            yield return line;
        }
    }

    /// <summary>Whether a person wrote it: what the compiler adds to a record, for one, follows from its first line.</summary>
    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !member.Name.Contains('<', StringComparison.Ordinal);
}
