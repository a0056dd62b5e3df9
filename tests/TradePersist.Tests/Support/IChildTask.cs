namespace TradePersist.Tests.Support;

/// <summary>What a test runs in a process of its own, to kill it there. It has a constructor without parameters.</summary>
internal interface IChildTask
{
    Task RunAsync(IReadOnlyList<string> arguments);
}
