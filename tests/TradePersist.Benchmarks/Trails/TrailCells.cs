using DuckDB.NET.Data;
using TradePersist.Model;
using TradePersist.Trails;

namespace TradePersist.Benchmarks.Trails;

/// <summary>A trail row as the baselines write it: each cell ready for the driver, null where it is NULL.</summary>
internal static class TrailCells
{
    public static object?[][] Of(IEnumerable<Trail> trails) => [.. trails.SelectMany(trail => trail.Rows).Select(Of)];

    public static void Append(IDuckDBAppenderRow row, object?[] cells)
    {
        foreach (var cell in cells)
        {
            _ = cell switch
            {
                double number => row.AppendValue(number),
                long number => row.AppendValue(number),
                int number => row.AppendValue(number),
                bool flag => row.AppendValue(flag),
                string text => row.AppendValue(text),
                DateTime time => row.AppendValue(time),
                _ => row.AppendNullValue(),
            };
        }
    }

    private static object?[] Of(Row row) => [.. row.Table.Columns.Select(column => row[column] is { IsNull: false } value
        ? column.Kind switch
        {
            ColumnKind.Double => (object)value.AsDouble(),
            ColumnKind.Int64 => value.AsInt64(),
            ColumnKind.Int32 => value.AsInt32(),
            ColumnKind.Bool => value.AsBool(),
            ColumnKind.Timestamp => value.AsTimestamp().UtcDateTime,
            _ => value.AsText(),
        }
        : null)];
}
