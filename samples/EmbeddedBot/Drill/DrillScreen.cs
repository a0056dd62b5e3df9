using System.Globalization;
using Spectre.Console;

namespace EmbeddedBot.Drill;

internal static class DrillScreen
{
    public static void Start(BotOptions options) =>
        Console.WriteLine($"{options.DrillRounds} kills of a process with {options.Writers} writers, seed {options.Seed}.");

    public static void Print(int round, int rounds, DrillRound killed) => Console.WriteLine(killed.Milliseconds is { } delay
        ? Text($"round {round}/{rounds}: killed {delay} ms after the first acknowledgement; {killed.Acknowledged:N0} records acknowledged")
        : Text($"round {round}/{rounds}: one more, killed while it was opening; {killed.Acknowledged:N0} records acknowledged"));

    public static void Print(DrillReport report)
    {
        AnsiConsole.Write(Table(report.Outcome.Tables));
        foreach (var (tier, differences) in report.Outcome.Differences)
        {
            Console.WriteLine(Text($"{tier} differs from {report.Outcome.Tables[0].Tier} in {differences:N0} keys, compared row by row."));
        }

        Console.WriteLine("In flight: stored, but killed before it could be acknowledged; either is right.");
        var records = report.Rounds.Where(round => round.Milliseconds is not null).Select(round => round.Acknowledged).Order().ToList();
        if (records.Count > 0)
        {
            Console.WriteLine(Text($"Records acknowledged per round: {records[0]:N0} to {records[^1]:N0}, median {records[records.Count / 2]:N0}."));
        }

        var outcome = report.Outcome;
        Console.WriteLine(Text($"Torn lines in the log of acknowledgements: {outcome.TornLines}."));
        Console.WriteLine(outcome.Statistics.IsRight
            ? "The statistics equal the sum over the trades."
            : $"The statistics differ from the trades:\n  {string.Join("\n  ", outcome.Statistics.Differences)}");
        Console.WriteLine(Text($"{(outcome.IsRight ? "Nothing acknowledged was lost, nothing is there twice" : "FAILED")}: {report.Rounds.Count} kills, {report.Seconds:0.0} s."));
    }

    private static Table Table(IReadOnlyList<TableCheck> checks)
    {
        var table = new Table().AddColumns("tier", "table");
        foreach (var name in new[] { "acknowledged", "found", "lost", "duplicated", "in flight" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var check in checks)
        {
            long[] numbers = [check.Acknowledged, check.Found, check.Lost, check.Duplicated, check.InFlight];
            table.AddRow([check.Tier, check.Table, .. numbers.Select(number => Text($"{number:N0}"))]);
        }

        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
