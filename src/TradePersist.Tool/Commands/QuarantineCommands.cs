using System.CommandLine;
using Spectre.Console;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;

namespace TradePersist.Tool.Commands;

/// <summary><c>quarantine list</c>, <c>retry</c> and <c>drop</c>.</summary>
internal static class QuarantineCommands
{
    private static readonly Argument<string> Tier = new("TIER") { Description = "The tier." };

    private static readonly Argument<long[]> Records = new("LSN") { Description = "The records to drop.", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<bool> All = new("--all") { Description = "Drops every record of the tier's quarantine." };

    public static Command Create(GlobalOptions options)
    {
        var list = new Command("list", "Lists the records that the tier refused for good, and those that queue behind them.") { Tier };
        list.RunOnStore(options, ListAsync);
        var retry = new Command("retry", "Offers the records to the tier again, in order.") { Tier };
        retry.RunOnStore(options, RetryAsync);
        var drop = new Command("drop", "Drops records from the tier's quarantine for good: the tier will never have them.") { Tier, Records, All };
        drop.Validators.Add(result =>
        {
            if (result.GetValue(All) == result.GetValue(Records) is { Length: > 0 })
            {
                result.AddError("Say which records to drop: their LSNs, or --all.");
            }
        });
        drop.RunOnStore(options, DropAsync);
        return new Command("quarantine", "The records that a tier refused for good.") { list, retry, drop };
    }

    private static async Task<int> ListAsync(ParseResult parsed, OpenedStore store, Screen screen, CancellationToken stop)
    {
        var records = await store.Control.GetQuarantineAsync(parsed.GetRequiredValue(Tier), stop).ConfigureAwait(false);
        screen.Show(records, console =>
        {
            foreach (var record in records)
            {
                console.WriteLine(Numbers.Text($"{record.Lsn} {record.QuarantinedAt:yyyy-MM-ddTHH:mm:ssZ} {record.Reason}"));
            }

            console.WriteLine(Numbers.Text($"{records.Count} records in quarantine."));
        });
        return records.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static async Task<int> RetryAsync(ParseResult parsed, OpenedStore store, Screen screen, CancellationToken stop)
    {
        var tier = parsed.GetRequiredValue(Tier);
        var taken = await store.Control.RetryQuarantineAsync(tier, stop).ConfigureAwait(false);
        var left = await store.Control.GetQuarantineAsync(tier, stop).ConfigureAwait(false);
        screen.Show(new { tier, taken, left }, console => console.WriteLine(Numbers.Text($"{tier} took {taken} records, {left.Count} stay in quarantine.")));
        return left.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static async Task<int> DropAsync(ParseResult parsed, OpenedStore store, Screen screen, CancellationToken stop)
    {
        var tier = parsed.GetRequiredValue(Tier);
        var wanted = parsed.GetValue(All)
            ? (await store.Control.GetQuarantineAsync(tier, stop).ConfigureAwait(false)).Select(record => record.Lsn)
            : parsed.GetRequiredValue(Records);
        var dropped = new List<long>();
        var missing = new List<long>();
        foreach (var lsn in wanted)
        {
            (await store.Control.DropQuarantinedAsync(tier, lsn, stop).ConfigureAwait(false) ? dropped : missing).Add(lsn);
        }

        screen.Show(new { tier, dropped, missing }, console =>
        {
            console.WriteLine(Numbers.Text($"{dropped.Count} records dropped from the quarantine of {tier}."));
            foreach (var lsn in missing)
            {
                console.WriteLine(Numbers.Text($"{lsn} is not there, or being retried."));
            }
        });
        return missing.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }
}
