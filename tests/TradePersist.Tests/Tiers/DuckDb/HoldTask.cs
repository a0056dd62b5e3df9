using TradePersist.DuckDb;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>Opens a file, says so, and holds it until it is released.</summary>
internal sealed class HoldTask : IChildTask
{
    public async Task RunAsync(IReadOnlyList<string> arguments)
    {
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = arguments[0] });
        await tier.OpenAsync([], CancellationToken.None);
        Console.WriteLine(0);
        await Console.In.ReadLineAsync();
    }
}
