using System.Text;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Tool.Output;

/// <summary>A record as lines, one for each row: LSN, operation, table, and the values that are not NULL.</summary>
internal static class RecordText
{
    /// <summary>Returns how many records it wrote: none when nothing happened to the table.</summary>
    public static int Write(TextWriter output, RecordedChange record, string? table)
    {
        var written = 0;
        foreach (var operation in record.Change.Operations.Where(operation => table is null || operation.Table.Name == table))
        {
            written = 1;
            switch (operation)
            {
                case UpsertOperation upsert:
                    WriteRows(output, record.Lsn, "upsert", upsert.Rows);
                    break;
                case ReplaceOperation replace:
                    output.WriteLine(Numbers.Text($"{record.Lsn} replace {replace.Table}{Cells(replace.Partition, replace.Table.Partition)} by {replace.Rows.Count} rows"));
                    WriteRows(output, record.Lsn, "row", replace.Rows);
                    break;
                case DeleteOperation delete:
                    var conditions = delete.Filter.Conditions.Select(condition => $" {condition.Column} {condition.Comparison} {string.Join(',', condition.Values.Select(value => ValueText.Of(condition.Column, value)))}");
                    output.WriteLine(Numbers.Text($"{record.Lsn} delete {delete.Table} where{(delete.Filter.Conditions.Count == 0 ? " everything" : string.Join(" and", conditions))}"));
                    break;
            }
        }

        return written;
    }

    private static void WriteRows(TextWriter output, long lsn, string what, RowSet rows)
    {
        foreach (var row in rows)
        {
            output.WriteLine(Numbers.Text($"{lsn} {what} {rows.Table}{Cells(row, rows.Table.Columns)}"));
        }
    }

    private static string Cells(Row row, IReadOnlyList<Column> columns)
    {
        var text = new StringBuilder();
        foreach (var column in columns)
        {
            if (!row[column].IsNull)
            {
                text.Append(' ').Append(column.Name).Append('=').Append(ValueText.Of(column, row[column]));
            }
        }

        return text.ToString();
    }
}
