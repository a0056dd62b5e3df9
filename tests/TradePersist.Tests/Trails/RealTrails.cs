using System.Globalization;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>Trails of a real bot, as its own store wrote them: flat rows, in another order of columns.</summary>
internal static class RealTrails
{
    public static IEnumerable<Trail> Read()
    {
        foreach (var file in Directory.EnumerateFiles(RealData.Folder("trails"), "*.csv").Order(StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(file);
            var header = lines[0].Split(',');
            var rows = lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second));
            foreach (var entry in rows.GroupBy(row => row["buyin_id"]))
            {
                var minutes = entry.OrderBy(row => int.Parse(row["minute"], CultureInfo.InvariantCulture)).ToList();
                yield return Trail.FromRows(
                    long.Parse(entry.Key, CultureInfo.InvariantCulture),
                    [.. minutes.Select(Values)],
                    DateTimeOffset.Parse(minutes[0]["created_at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, Value>> Values(Dictionary<string, string> row) =>
        TrailSchema.Default.Columns.Select(column => KeyValuePair.Create(column.Name, Of(column.Kind, row[column.Name])));

    private static Value Of(ColumnKind kind, string cell) => cell.Length == 0 ? default : kind switch
    {
        ColumnKind.Double => Value.Of(double.Parse(cell, CultureInfo.InvariantCulture)),
        ColumnKind.Int32 => Value.Of(long.Parse(cell, CultureInfo.InvariantCulture)),
        ColumnKind.Bool => Value.Of(bool.Parse(cell)),
        _ => Value.Of(cell),
    };
}
