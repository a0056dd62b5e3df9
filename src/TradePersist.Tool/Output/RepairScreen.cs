using Spectre.Console;
using TradePersist.Repair;

namespace TradePersist.Tool.Output;

/// <summary>What a verification or a resync found, for people.</summary>
internal static class RepairScreen
{
    public static void Draw(IAnsiConsole console, VerifyReport report)
    {
        var table = new Table().AddColumns("table", $"rows in {report.Tier}", $"rows in {report.Against}", "missing", "extra", "different", "doubled", "buckets that differ");
        foreach (var compared in report.Tables)
        {
            Add(table, compared.Table, [compared.Whole.Rows, compared.Whole.RowsAgainst, compared.Missing, compared.Extra, compared.Different, compared.Doubled, compared.BucketsDiffering]);
        }

        console.Write(table);
        foreach (var compared in report.Tables)
        {
            foreach (var bucket in compared.DifferingBuckets)
            {
                console.WriteLine(Numbers.Text($"{compared.Table} {bucket.Bucket}: {bucket.Rows} and {bucket.RowsAgainst} rows differ"));
            }

            foreach (var row in compared.Examples)
            {
                console.WriteLine(Numbers.Text($"{compared.Table} {row.Kind}: {row.Key}{(row.Columns.Count == 0 ? "" : $" in {string.Join(", ", row.Columns)}")}"));
            }
        }

        LeftOut(console, report.LeftOut);
        if (!report.IsSettled)
        {
            console.WriteLine("One of them is not fed, so what was written since counts as different.");
        }

        console.WriteLine(Numbers.Text($"{report.Tier} against {report.Against}: {(report.IsClean ? "the same rows" : $"{report.Differences} keys differ")}."));
    }

    public static void Draw(IAnsiConsole console, ResyncReport report)
    {
        var table = new Table().AddColumns("table", "keys compared", "inserted", "updated", "deleted", "not repaired");
        foreach (var repaired in report.Tables)
        {
            Add(table, repaired.Table, [repaired.Compared, repaired.Inserted, repaired.Updated, repaired.Deleted, repaired.Unrepaired]);
        }

        console.Write(table);
        foreach (var repaired in report.Tables)
        {
            foreach (var row in repaired.UnrepairedRows)
            {
                console.WriteLine($"{repaired.Table} not repaired: {row.Key}: {row.Reason}");
            }
        }

        LeftOut(console, report.LeftOut);
        var dropped = report.QuarantineDropped == 0 ? "" : Numbers.Text($", {report.QuarantineDropped} records dropped from its quarantine");
        console.WriteLine(Numbers.Text($"{report.Tier} {(report.IsRebuild ? "rebuilt" : "repaired")} from {report.From}: {report.Repaired} keys repaired, {report.Unrepaired} not{dropped}."));
    }

    private static void Add(Table table, string name, long[] numbers) =>
        table.AddRow([new Text(name), .. numbers.Select(number => new Text(Numbers.Text($"{number:N0}")).RightJustified())]);

    private static void LeftOut(IAnsiConsole console, IReadOnlyList<string> tables)
    {
        if (tables.Count > 0)
        {
            console.WriteLine($"Left out, for only one of them holds them: {string.Join(", ", tables)}");
        }
    }
}
