namespace TradePersist.Benchmarks.Harness;

/// <summary>The report for people: a table that is also valid Markdown.</summary>
internal static class TextTable
{
    private static readonly string[] Heads = ["What", "Ours", "Baseline", "Ratio", "Target", "Met"];

    public static void Write(TextWriter output, IReadOnlyList<ResultRow> rows, bool isJudged)
    {
        var lines = rows.Select(row => Cells(row, isJudged)).Prepend(Heads).ToList();
        var widths = Heads.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        output.WriteLine(Line(lines[0], widths));
        output.WriteLine($"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
        foreach (var line in lines.Skip(1))
        {
            output.WriteLine(Line(line, widths));
        }
    }

    private static string[] Cells(ResultRow row, bool isJudged) =>
    [
        row.What,
        Figures.Text(row.Ours, row.Unit),
        row.Baseline is null ? "" : $"{Figures.Text(row.Baseline, row.Unit)}, {row.Against}",
        row.Ratio is null ? "" : Figures.Text(row.Ratio, "x"),
        row.Target?.ToString() ?? "",
        !isJudged || row.IsMet is null ? "" : row.IsMet.Value ? "yes" : "NO",
    ];

    private static string Line(string[] cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column])))} |";
}
