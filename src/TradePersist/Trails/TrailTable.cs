using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>
/// The table of a schema. The key is what a trail row is, entry and minute: a surrogate id would only be one more
/// thing that two writers could collide on.
/// </summary>
internal sealed class TrailTable
{
    public const string Name = "buyin_trail_minutes";
    public const string Score = "pat_breakout_score";
    public const int FirstData = 2;

    public readonly Column BuyinId = Column.Int64("buyin_id");
    public readonly Column Minute = Column.Int32("minute");
    public readonly Column CreatedAt = Column.Timestamp("created_at");

    public TrailTable(IReadOnlyList<TrailColumn> columns)
    {
        Data = [.. columns.Select(Of)];
        List<TableIndex> indexes = [new(Minute), new(CreatedAt)];
        if (Data.FirstOrDefault(column => column.Name == Score) is { } score)
        {
            indexes.Add(new TableIndex(score));
        }

        Table = new Table(
            Name,
            [BuyinId, Minute, .. Data, CreatedAt],
            key: [BuyinId, Minute],
            partition: [BuyinId],
            time: CreatedAt,
            indexes,
            checks:
            [
                Check.Against(Minute, Comparison.GreaterOrEqual, Value.Of(0L)),
                Check.Against(Minute, Comparison.Less, Value.Of((long)Trail.MinuteCount)),
            ]);
    }

    public Table Table { get; }

    /// <summary>The columns of the schema, in order: those at <see cref="FirstData"/> and after.</summary>
    public IReadOnlyList<Column> Data { get; }

    private static Column Of(TrailColumn column) => column.Kind switch
    {
        ColumnKind.Double => Column.Double(column.Name, nullable: true),
        ColumnKind.Int32 => Column.Int32(column.Name, nullable: true),
        ColumnKind.Bool => Column.Bool(column.Name, nullable: true),
        _ => Column.Text(column.Name, column.MaxLength, nullable: true),
    };
}
