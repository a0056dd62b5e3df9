using System.CommandLine;
using Spectre.Console;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;

namespace TradePersist.Tool.Commands;

/// <summary><c>tiers</c>: how the journal and each tier are.</summary>
internal static class TiersCommand
{
    public static Command Create(GlobalOptions options)
    {
        var command = new Command("tiers", "Shows how the journal and each tier are: position, lag in records, size, quarantine, last error.");
        command.RunOnStore(options, (_, store, screen, stop) => RunAsync(store, screen, stop));
        return command;
    }

    private static async Task<int> RunAsync(OpenedStore store, Screen screen, CancellationToken stop)
    {
        var health = await store.Control.GetHealthAsync(stop).ConfigureAwait(false);
        var sizes = new Dictionary<string, long?>();
        foreach (var tier in health.Tiers)
        {
            sizes[tier.Name] = await SizeAsync(store, tier.Name, stop).ConfigureAwait(false);
        }

        screen.Show(new { store.IsRunning, health.Status, health.Journal, health.Tiers, SizeBytes = sizes }, console => Draw(console, store, health, sizes));
        return health.Status == HealthStatus.Healthy ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static async Task<long?> SizeAsync(OpenedStore store, string tier, CancellationToken stop)
    {
        try
        {
            return await store.Control.GetSizeAsync(tier, stop).ConfigureAwait(false);
        }
        catch (TierUnavailableException)
        {
            // Its state and its last error say why.
            return null;
        }
    }

    private static void Draw(IAnsiConsole console, OpenedStore store, HealthReport health, Dictionary<string, long?> sizes)
    {
        var journal = health.Journal;
        console.WriteLine(Numbers.Text($"{health.Status}; the store {(store.IsRunning ? "runs" : "is not run by anybody; it was opened for this look")}."));
        console.WriteLine(Numbers.Text($"Journal {journal.Id}: records {journal.FirstLsn} to {journal.LastLsn}, {journal.SizeBytes:N0} bytes{(journal.Error is null ? "" : $", {journal.Error}")}"));
        var table = new Table().AddColumns("tier", "role", "state", "position", "lag", "bytes", "quarantine", "retries", "last error");
        foreach (var tier in health.Tiers)
        {
            table.AddRow(
                new Text(tier.Name),
                new Text(tier.Role.ToString()),
                new Text(tier.ResyncFrom is null ? tier.State.ToString() : $"{tier.State}, resync from {tier.ResyncFrom}"),
                new Text(Numbers.Text($"{tier.Position}")),
                new Text(Numbers.Text($"{tier.LagRecords}")),
                new Text(sizes[tier.Name] is { } size ? Numbers.Text($"{size:N0}") : "unknown"),
                new Text(Numbers.Text($"{tier.Quarantined}")),
                new Text(Numbers.Text($"{tier.Retries}")),
                new Text(tier.LastError ?? ""));
        }

        console.Write(table);
    }
}
