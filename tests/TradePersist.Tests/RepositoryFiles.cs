using System.Xml.Linq;

namespace TradePersist.Tests;

/// <summary>Finds the repository's own files from a test's output folder.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the shipped assemblies: every project under <c>src/</c>.</summary>
    public static IReadOnlyList<string> ShippedAssemblies { get; } =
        [.. Directory.GetFiles(PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static XDocument ShippedProject(string name) => XDocument.Load(PathOf("src", name, $"{name}.csproj"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TradePersist.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No TradePersist.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
