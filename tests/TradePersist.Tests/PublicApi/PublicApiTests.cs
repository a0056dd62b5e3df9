using System.Reflection;
using NUnit.Framework;

namespace TradePersist.Tests.PublicApi;

/// <summary>The public surface of each shipped assembly is what the committed text says, so that no change of it goes unseen.</summary>
public sealed class PublicApiTests
{
    private const string AcceptVariable = "TRADEPERSIST_ACCEPT_API";

    [TestCaseSource(typeof(RepositoryFiles), nameof(RepositoryFiles.ShippedAssemblies))]
    public void Surface_is_the_committed_one(string name)
    {
        var committedPath = RepositoryFiles.PathOf("tests", "TradePersist.Tests", "PublicApi", $"{name}.txt");
        var committed = File.Exists(committedPath) ? File.ReadAllLines(committedPath) : [];
        var received = PublicApiText.Of(Assembly.Load(name));
        if (received.SequenceEqual(committed))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllLines(committedPath, received);
            TestContext.Out.WriteLine($"Accepted: {committedPath}");
            return;
        }

        var receivedPath = Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt");
        File.WriteAllLines(receivedPath, received);
        var difference = committed.Except(received).Select(line => $"- {line}")
            .Concat(received.Except(committed).Select(line => $"+ {line}"));
        Assert.Fail($"""
            The public surface of {name} differs from {committedPath}:
            {string.Join(Environment.NewLine, difference)}

            The whole of it is in {receivedPath}.
            When the change is meant, run {AcceptVariable}=1 dotnet test --filter PublicApi, and commit the text.
            """);
    }
}
