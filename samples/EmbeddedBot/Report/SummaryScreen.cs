using System.Globalization;
using EmbeddedBot.Files;
using Spectre.Console;
using TradePersist;

namespace EmbeddedBot.Report;

internal static class SummaryScreen
{
    private const int NamedLines = 20;

    public static void Print(Summary summary, string statistics)
    {
        PrintBadLines(summary.BadLines);
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine(statistics);
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"All trades: {string.Join(", ", summary.Trades.Select(count => $"{count.Value} {count.Key}"))}");
        AnsiConsole.WriteLine();
        if (summary.BestTrail is { } trail)
        {
            BestTrailScreen.Print(trail);
        }

        AnsiConsole.Write(Latencies(summary));
        AnsiConsole.Write(Tiers(summary.Journal, summary.Tiers));
        AnsiConsole.WriteLine(Text($"{summary.CandlesStored:N0} candles stored in {summary.Seconds:0.0} s; everything is in {summary.Data}"));
    }

    private static void PrintBadLines(IReadOnlyList<BadLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        AnsiConsole.WriteLine($"{lines.Count} bad {(lines.Count == 1 ? "line" : "lines")} left out:");
        foreach (var line in lines.Take(NamedLines))
        {
            AnsiConsole.WriteLine($"  {line}");
        }

        if (lines.Count > NamedLines)
        {
            AnsiConsole.WriteLine($"  and {lines.Count - NamedLines} more; --json lists all");
        }
    }

    private static Table Latencies(Summary summary)
    {
        var table = Columns("acknowledged (durable)", "writes", "p50 ms", "p99 ms", "max ms");
        foreach (var (name, latency) in new[] { ("candles", summary.CandleLatency), ("trades", summary.TradeLatency), ("trails", summary.TrailLatency) })
        {
            table.AddRow(name, Text($"{latency.Count:N0}"), Text($"{latency.P50:0.00}"), Text($"{latency.P99:0.00}"), Text($"{latency.Max:0.00}"));
        }

        return table;
    }

    private static Table Tiers(JournalHealth journal, IReadOnlyList<TierReport> tiers)
    {
        var table = Columns("tier", "state", "lag", "size", "rows", "differs");
        table.AddRow("journal", journal.Error is null ? "Up" : Markup.Escape(journal.Error), "-", Size(journal.SizeBytes), Text($"{journal.LastLsn:N0} records written"), "-");
        foreach (var tier in tiers)
        {
            var rows = string.Join('\n', tier.Rows.Select(row => Text($"{row.Value:N0} {row.Key}")));
            var state = tier.LastError is null ? $"{tier.State}" : $"{tier.State}: {tier.LastError}";
            table.AddRow(Markup.Escape(tier.Name), Markup.Escape(state), Text($"{tier.LagRecords:N0}"), Size(tier.SizeBytes), rows, tier.Differences is { } differences ? Text($"{differences:N0}") : "-");
        }

        return table;
    }

    private static Table Columns(string first, params string[] others)
    {
        var table = new Table().AddColumn(first);
        foreach (var other in others)
        {
            table.AddColumn(new TableColumn(other).RightAligned());
        }

        return table;
    }

    private static string Size(long bytes) => Text($"{bytes / 1048576.0:0.0} MB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
