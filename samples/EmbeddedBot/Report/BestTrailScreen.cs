using System.Globalization;
using Spectre.Console;

namespace EmbeddedBot.Report;

internal static class BestTrailScreen
{
    private static readonly (string Title, string Column)[] Columns =
    [
        ("close", "pm_close_price"),
        ("1m %", "pm_price_change_1m"),
        ("5m %", "pm_price_change_5m"),
        ("range %", "pm_volatility_pct"),
        ("to mean %", "pm_price_vs_ma5_pct"),
        ("BTC 1m %", "btc_price_change_1m"),
        ("ETH 1m %", "eth_price_change_1m"),
    ];

    public static void Print(BestTrail trail)
    {
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The 15 minutes before the best trade ({trail.Symbol}, {trail.Side}, {trail.PnlUsd:+0.00;-0.00} USD), from {trail.Tier}; columns with values: {trail.Minutes[0].Count}"));
        var table = new Table().AddColumn("minutes ago");
        foreach (var (title, _) in Columns)
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        for (var minute = 0; minute < trail.Minutes.Count; minute++)
        {
            table.AddRow([minute.ToString(CultureInfo.InvariantCulture), .. Columns.Select(column => Cell(trail.Minutes[minute], column.Column))]);
        }

        AnsiConsole.Write(table);
    }

    private static string Cell(IReadOnlyDictionary<string, object> minute, string column) =>
        minute.TryGetValue(column, out var value) ? string.Create(CultureInfo.InvariantCulture, $"{value:0.####}") : "-";
}
