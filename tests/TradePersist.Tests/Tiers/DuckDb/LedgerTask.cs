using System.Globalization;
using TradePersist.DuckDb;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>Opens a file and says where it is; then holds it until it is released, or commits one batch after the other, until it is killed, and says each.</summary>
internal sealed class LedgerTask : IChildTask
{
    public const string Hold = "hold";
    public const string Commit = "commit";

    public async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var (task, path) = (arguments[0], arguments[1]);
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = path });
        var ledger = new Ledger();
        await tier.OpenAsync([ledger.Table], CancellationToken.None);
        var position = await tier.ReadPositionAsync(Ledger.Journal, CancellationToken.None);
        Say(position);
        if (task == Hold)
        {
            await Console.In.ReadLineAsync();
            return;
        }

        while (true)
        {
            await tier.ApplyAsync(ledger.Batch(position), CancellationToken.None);
            position = (position ?? 0) + 1;
            Say(position);
        }
    }

    private static void Say(long? position) => Console.WriteLine((position ?? 0).ToString(CultureInfo.InvariantCulture));
}
