using System.Reflection;
using NUnit.Framework;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.PublicApi;

public sealed class PublicApiTests
{
    [TestCaseSource(typeof(RepositoryFiles), nameof(RepositoryFiles.ShippedAssemblies))]
    public void ThePublicSurfaceIsTheCommittedOne(string name) => CommittedText.Verify(
        RepositoryFiles.PathOf("tests", "TradePersist.Tests", "PublicApi", $"{name}.txt"),
        PublicApiText.Of(Assembly.Load(name)));
}
