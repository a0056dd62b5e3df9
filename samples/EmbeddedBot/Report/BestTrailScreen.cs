using System.Globalization;
using Spectre.Console;

namespace EmbeddedBot.Report;

internal static class BestTrailScreen
{
    private static readonly (string Title, string Column, string Format)[] Columns =
    [
        ("close", "pm_close_price", "0.####"),
        ("1m %", "pm_price_change_1m", "0.00"),
        ("5m %", "pm_price_change_5m", "0.00"),
        ("range %", "pm_volatility_pct", "0.00"),
        ("to mean %", "pm_price_vs_ma5_pct", "0.00"),
        ("BTC 1m %", "btc_price_change_1m", "0.00"),
        ("ETH 1m %", "eth_price_change_1m", "0.00"),
    ];

    public static void Print(BestTrail trail)
    {
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The 15 minutes before the best trade ({trail.Symbol}, {trail.Side}, {trail.PnlUsd:+0.00;-0.00} USD), from {trail.Tier}; {trail.Minutes[0].Count} numbers a minute"));
        var table = new Table().AddColumn(new TableColumn("minute").RightAligned());
        foreach (var (title, _, _) in Columns)
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        for (var minute = 0; minute < trail.Minutes.Count; minute++)
        {
            table.AddRow([minute.ToString(CultureInfo.InvariantCulture), .. Columns.Select(column => Cell(trail.Minutes[minute], column.Column, column.Format))]);
        }

        AnsiConsole.Write(table);
    }

    private static string Cell(IReadOnlyDictionary<string, double> minute, string column, string format) =>
        minute.TryGetValue(column, out var value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
