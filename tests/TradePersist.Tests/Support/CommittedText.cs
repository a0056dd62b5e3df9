using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>Text that the code renders and the repository holds, so that no change of it goes unseen.</summary>
internal static class CommittedText
{
    private const string AcceptVariable = "TRADEPERSIST_ACCEPT";

    /// <summary>Fails with the difference, unless the variable says that it is meant; then the file is written.</summary>
    public static void Verify(string committedPath, IReadOnlyList<string> received)
    {
        var committed = File.Exists(committedPath) ? File.ReadAllLines(committedPath) : [];
        if (received.SequenceEqual(committed))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(committedPath)!);
            File.WriteAllLines(committedPath, received);
            TestContext.Out.WriteLine($"Accepted: {committedPath}");
            return;
        }

        var receivedPath = Path.Combine(AppContext.BaseDirectory, $"{Path.GetFileNameWithoutExtension(committedPath)}.received.txt");
        File.WriteAllLines(receivedPath, received);
        var difference = committed.Except(received).Select(line => $"- {line}")
            .Concat(received.Except(committed).Select(line => $"+ {line}"));
        Assert.Fail($"""
            What the code renders differs from {committedPath}:
            {string.Join(Environment.NewLine, difference)}

            The whole of it is in {receivedPath}.
            When the change is meant, run {AcceptVariable}=1 dotnet test --filter {TestContext.CurrentContext.Test.ClassName}, and commit the text.
            """);
    }
}
