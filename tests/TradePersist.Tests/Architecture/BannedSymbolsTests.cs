using System.Reflection;
using NUnit.Framework;

namespace TradePersist.Tests.Architecture;

/// <summary>A line of <c>eng/BannedSymbols.txt</c> that names nothing, or one overload of two, would ban nothing without a word.</summary>
public sealed class BannedSymbolsTests
{
    private const BindingFlags PublicMembers = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    private static readonly string[] Banned =
        [.. File.ReadLines(RepositoryFiles.PathOf("eng", "BannedSymbols.txt")).Select(line => line.Split(';')[0])];

    [TestCaseSource(nameof(Banned))]
    public void EveryOverloadOfWhatIsBannedIsBanned(string symbol)
    {
        var path = symbol[2..].Split('(')[0];
        var typeName = path[..path.LastIndexOf('.')];
        var memberName = path[(path.LastIndexOf('.') + 1)..];
        var overloads = typeof(object).Assembly.GetType(typeName, throwOnError: true)!
            .GetMember(memberName, PublicMembers).Select(member => Id(typeName, member)).ToList();

        Assert.That(overloads, Does.Contain(symbol));
        Assert.That(overloads, Is.SubsetOf(Banned));
    }

    private static string Id(string typeName, MemberInfo member)
    {
        var parameters = (member as MethodBase)?.GetParameters() ?? [];
        return $"{(member is MethodBase ? 'M' : 'P')}:{typeName}.{member.Name}"
            + (parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Id(parameter.ParameterType)))})");
    }

    private static string Id(Type type) => type switch
    {
        { IsArray: true } => $"{Id(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Namespace}.{type.Name.Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Id))}}}",
        _ => type.FullName!,
    };
}
