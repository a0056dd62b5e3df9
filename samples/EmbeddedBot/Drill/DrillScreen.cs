using System.Globalization;
using Spectre.Console;

namespace EmbeddedBot.Drill;

internal static class DrillScreen
{
    public static void Start(BotOptions options) =>
        Console.WriteLine($"{options.DrillRounds} kills of a process with {options.Writers} writers, seed {options.Seed}.");

    public static void Print(int round, int rounds, DrillRound killed) => Console.WriteLine(killed.Milliseconds is { } delay
        ? Text($"round {round}/{rounds}: killed {delay} ms after the first acknowledgement; {killed.Acknowledged:N0} writes acknowledged")
        : Text($"round {round}/{rounds}: one more, killed while it was opening; {killed.Acknowledged:N0} writes acknowledged"));

    public static void Print(DrillReport report)
    {
        var table = new Table().AddColumns("tier", "table");
        foreach (var name in new[] { "acknowledged", "found", "lost", "duplicated", "in flight" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var check in report.Tables)
        {
            long[] numbers = [check.Acknowledged, check.Found, check.Lost, check.Duplicated, check.InFlight];
            table.AddRow([check.Tier, check.Table, .. numbers.Select(number => Text($"{number:N0}"))]);
        }

        AnsiConsole.Write(table);
        var writes = report.Rounds.Where(round => round.Milliseconds is not null).Select(round => round.Acknowledged).Order().ToList();
        Console.WriteLine(Text($"Writes acknowledged per round: {writes[0]:N0} to {writes[^1]:N0}, median {writes[writes.Count / 2]:N0}; torn lines of the log: {report.TornLines}."));
        Console.WriteLine("In flight: stored, but killed before it could be acknowledged; either is right.");
        Console.WriteLine(report.Statistics.IsRight
            ? "The statistics equal the sum over the trades."
            : $"THE STATISTICS DIFFER FROM THE TRADES:\n  {string.Join("\n  ", report.Statistics.Differences)}");
        Console.WriteLine(Text($"{(report.IsRight ? "Nothing acknowledged was lost, nothing is there twice" : "FAILED")}: {report.Rounds.Count} kills in {report.Seconds:0.0} s."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
