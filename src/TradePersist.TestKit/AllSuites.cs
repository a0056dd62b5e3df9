using System.Reflection;

namespace TradePersist.TestKit;

/// <summary>Every suite of the kit, and what a test project leaves out of them.</summary>
public static class AllSuites
{
    /// <summary>The suites, each generic over its <see cref="TierFixture"/>.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(AllSuites).Assembly.GetExportedTypes()
            .Where(type => type is { IsGenericTypeDefinition: true, BaseType.IsGenericType: true } && type.BaseType.GetGenericTypeDefinition() == typeof(TierSuite<>))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The suites that an assembly does not run on a fixture that it has or uses, each as <c>Fixture: Suite</c>. Every
    /// suite has a test that this is nothing, so one suite that is there tells of any that is not.
    /// </summary>
    public static IReadOnlyList<string> MissingIn(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var types = assembly.GetTypes().Where(type => type is { IsAbstract: false, ContainsGenericParameters: false }).ToList();
        var run = types.SelectMany(BasesOf).Where(type => type.IsGenericType && Types.Contains(type.GetGenericTypeDefinition())).ToHashSet();
        return
        [
            .. types.Where(type => type.IsSubclassOf(typeof(TierFixture)))
                .Concat(run.Select(suite => suite.GenericTypeArguments[0]))
                .Distinct()
                .SelectMany(fixture => Types.Where(suite => !run.Contains(suite.MakeGenericType(fixture))).Select(suite => $"{fixture.Name}: {NameOf(suite)}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private static string NameOf(Type suite) => suite.Name[..suite.Name.IndexOf('`', StringComparison.Ordinal)];
}
