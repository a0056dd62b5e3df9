using TradePersist.Model;

namespace TradePersist.Tests.Tiers;

/// <summary>A table of the width and key of S1's trails: 144 columns of data in eight groups, between the key and the time.</summary>
internal sealed class TrailShape
{
    private static readonly (string Group, int Columns)[] Groups = [("pm", 22), ("btc", 6), ("eth", 6), ("ob", 22), ("tx", 24), ("wh", 28), ("pat", 27), ("sp", 9)];

    public readonly Column BuyinId = Column.Int64("buyin_id");
    public readonly Column Minute = Column.Int32("minute");
    public readonly Column CreatedAt = Column.Timestamp("created_at");

    public TrailShape()
    {
        Data = [.. Groups.SelectMany(group => Enumerable.Range(0, group.Columns).Select(i => DataColumn(group.Group, i)))];
        Table = new Table("buyin_trail_minutes", [BuyinId, Minute, .. Data, CreatedAt], [BuyinId, Minute], [BuyinId]);
    }

    public Table Table { get; }

    /// <summary>The 144 columns.</summary>
    public IReadOnlyList<Column> Data { get; }

    /// <summary>Those that a table has from before the BTC and ETH columns, in its own order: whole groups stand elsewhere.</summary>
    public IReadOnlyList<Column> OldData => [.. Data.Where(column => !IsNew(column)).Reverse()];

    public static bool IsNew(Column column) => column.Name.StartsWith("btc_", StringComparison.Ordinal) || column.Name.StartsWith("eth_", StringComparison.Ordinal);

    private static Column DataColumn(string group, int i) => (group, i) switch
    {
        ("pat", < 8) => Column.Bool($"{group}_{i}", nullable: true),
        ("pat", < 10) => Column.Text($"{group}_{i}", 255, nullable: true),
        ("ob" or "tx", < 5) => Column.Int32($"{group}_{i}", nullable: true),
        _ => Column.Double($"{group}_{i}", nullable: true),
    };
}
