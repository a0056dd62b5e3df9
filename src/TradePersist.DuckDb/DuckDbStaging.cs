using TradePersist.Model;

namespace TradePersist.DuckDb;

/// <summary>The temporary tables that rows are appended to before they are upserted. Each connection has its own; between batches they are empty.</summary>
internal static class DuckDbStaging
{
    /// <summary>The database of temporary tables.</summary>
    public const string Catalog = "temp";

    public static string Name(DuckDbDialect dialect, Table table) => $"tp_staging_{dialect.StoredName(table)}";

    public static string QuotedName(DuckDbDialect dialect, Table table) => $"{Catalog}.{dialect.Quote(Name(dialect, table))}";

    /// <summary>Creates the table. It has no key and no checks, so that a row's fault shows as the real table's.</summary>
    public static string Create(DuckDbDialect dialect, Table table)
    {
        var columns = table.Columns.Select(column => $"{dialect.Quote(column.Name)} {dialect.ColumnType(column)}");
        return $"CREATE OR REPLACE TEMP TABLE {dialect.Quote(Name(dialect, table))} ({string.Join(", ", columns)})";
    }
}
