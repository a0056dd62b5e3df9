using TradePersist.Model;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Benchmarks.Trails;

/// <summary>Trails as real ones are: 15 columns that nobody fills, the rest numbers. The same ones each time.</summary>
internal static class TrailFeed
{
    private const int Unfilled = 15;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Column[] Columns = [.. TrailSchema.Default.Table.Data];

    public static Table Table => TrailSchema.Default.Table.Table;

    /// <summary>The trails of entries from a number on. Other seeds give the same entries and other values.</summary>
    public static IEnumerable<Trail> Stream(long first, int count, int seed)
    {
        for (var id = first; id < first + count; id++)
        {
            var random = new Random(HashCode.Combine((int)id, seed));
            var score = random.NextDouble();
            yield return Trail.FromRows(id, [.. Enumerable.Range(0, Trail.MinuteCount).Select(_ => Minute(random, score))], Start.AddMinutes(id));
        }
    }

    /// <summary>The batch that a worker makes of the saves of some trails.</summary>
    public static TableBatch Batch(IReadOnlyList<Trail> trails) => new(
        Table,
        [.. trails.Select(trail => Filter.Matching(Table.Partition, trail.Rows[0]))],
        [.. trails.SelectMany(trail => trail.Rows)]);

    private static IEnumerable<KeyValuePair<string, Value>> Minute(Random random, double score) => Columns.Skip(Unfilled).Select(column => KeyValuePair.Create(column.Name, column.Kind switch
    {
        ColumnKind.Double => Value.Of(column.Name == TrailTable.Score ? score : random.NextDouble()),
        ColumnKind.Int32 => Value.Of((long)random.Next(1000)),
        ColumnKind.Bool => Value.Of(random.Next(2) == 0),
        _ => Value.Of("bullish"),
    }));
}
