using System.Reflection;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace TradePersist.Tests.Architecture;

/// <summary>The rules of the house that a compiler does not check.</summary>
public sealed class ArchitectureTests
{
    private const int LongestFile = 400;

    private static readonly string[] MaySeeInternals = ["TradePersist.Tests", "TradePersist.Providers.Tests", "TradePersist.Benchmarks"];

    [TestCaseSource(typeof(RepositoryFiles), nameof(RepositoryFiles.ShippedAssemblies))]
    public void ShippedAssembliesDoNotSeeEachOthersInternals(string name)
    {
        var friends = Assembly.Load(name).GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName);

        Assert.That(friends, Is.SubsetOf(MaySeeInternals));
    }

    [TestCaseSource(typeof(RepositoryFiles), nameof(RepositoryFiles.ShippedAssemblies))]
    public void ReferencesRunFromProviderToRelationalToCore(string name)
    {
        var references = RepositoryFiles.ShippedProject(name).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.That(references, Is.SubsetOf(name switch
        {
            "TradePersist" => Array.Empty<string>(),
            "TradePersist.Relational" or "TradePersist.TestKit" => ["TradePersist"],
            "TradePersist.Tool" => RepositoryFiles.ShippedAssemblies,
            _ => ["TradePersist", "TradePersist.Relational"],
        }));
    }

    [Test]
    public void CoreDependsOnNoDatabase()
    {
        var project = RepositoryFiles.ShippedProject("TradePersist");
        var packages = project.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

        Assert.That(packages, Is.All.StartsWith("Microsoft.Extensions.").Or.EqualTo("Polly.Core"));
        Assert.That(project.Descendants("DatabaseDriver"), Is.Empty);
    }

    [Test]
    public void SourceFilesStaySmall()
    {
        var tooLong = Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Where(path => File.ReadLines(RepositoryFiles.PathOf(path)).Count() >= LongestFile);

        Assert.That(tooLong, Is.Empty, $"Files of {LongestFile} lines or more");
    }
}
