using System.CommandLine;
using Spectre.Console;
using TradePersist.Repair;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;

namespace TradePersist.Tool.Commands;

/// <summary><c>verify</c> and <c>resync</c>.</summary>
internal static class RepairCommands
{
    private static readonly Argument<string> Tier = new("TIER") { Description = "The tier." };

    private static readonly Option<string> Against = new("--against") { Description = "The tier to compare it with.", HelpName = "TIER", Required = true };

    private static readonly Option<string> From = new("--from") { Description = "The tier that is right.", HelpName = "TIER", Required = true };

    private static readonly Option<int> Examples = new("--examples")
    {
        Description = "How many keys are named per table and kind of difference, 0 to 100000.",
        HelpName = "N",
        DefaultValueFactory = _ => new VerifyOptions().Examples,
    };

    private static readonly Option<double> Patience = new("--patience")
    {
        Description = "How many seconds one step waits for one tier, 0.1 to 3600.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => new VerifyOptions().Patience.TotalSeconds,
    };

    public static Command CreateVerify(GlobalOptions options)
    {
        var command = new Command("verify", "Compares a tier with another, also while the bot writes, and names what differs.") { Tier, Against, Examples, Patience };
        command.RunOnStore(options, async (parsed, store, screen, stop) =>
        {
            var report = await screen.FollowAsync(progress => store.Control.VerifyAsync(
                parsed.GetRequiredValue(Tier), parsed.GetRequiredValue(Against), Options(parsed), progress, stop)).ConfigureAwait(false);
            screen.Show(report, console => RepairScreen.Draw(console, report));
            return report.IsClean ? ExitCode.Fine : ExitCode.Wrong;
        });
        return command;
    }

    public static Command CreateResync(GlobalOptions options)
    {
        var command = new Command("resync", "Makes a tier hold the same rows as another, also while the bot writes: repairs what differs, or rebuilds it.") { Tier, From, Examples, Patience };
        command.RunOnStore(options, async (parsed, store, screen, stop) =>
        {
            var report = await screen.FollowAsync(progress => store.Control.ResyncAsync(
                parsed.GetRequiredValue(Tier), parsed.GetRequiredValue(From), Options(parsed), progress, stop)).ConfigureAwait(false);
            screen.Show(report, console => RepairScreen.Draw(console, report));
            return report.Unrepaired == 0 ? ExitCode.Fine : ExitCode.Wrong;
        });
        return command;
    }

    private static VerifyOptions Options(ParseResult parsed)
    {
        var seconds = parsed.GetRequiredValue(Patience);
        return seconds is >= 0.1 and <= 3600
            ? new VerifyOptions { Examples = parsed.GetRequiredValue(Examples), Patience = TimeSpan.FromSeconds(seconds) }
            : throw new UsageException(Numbers.Text($"--patience must be from 0.1 to 3600, not {seconds}."));
    }
}
