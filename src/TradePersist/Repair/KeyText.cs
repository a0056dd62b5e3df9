using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Keys and partitions in words.</summary>
internal static class KeyText
{
    public static string Of(Row row) => Of(row, row.Table.Key);

    public static string Of(Row row, IReadOnlyList<Column> columns) => string.Join(", ", columns.Select(column => $"{column}={row[column]}"));
}
