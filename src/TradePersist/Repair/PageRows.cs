using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>How many rows of a table are held at once: some megabytes of them, whatever the table. A trail has 150 columns, a document any size.</summary>
internal static class PageRows
{
    private const int Cells = 200_000;
    private const int Most = 5_000;
    private const int MostDocuments = 100;

    public static int Of(Table table) => table.Columns.Any(column => column.Kind is ColumnKind.Blob or ColumnKind.Json)
        ? MostDocuments
        : Math.Clamp(Cells / table.Columns.Count, MostDocuments, Most);
}
