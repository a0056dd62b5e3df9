namespace TradePersist.Benchmarks.Trails;

/// <summary>A trail row as hand-written code keeps it.</summary>
internal sealed class PlainTrailRow(long buyinId, int minute)
{
    public long BuyinId { get; } = buyinId;

    public int Minute { get; } = minute;

    public double?[] Doubles { get; } = new double?[TrailFeed.Table.Columns.Count];

    public Dictionary<int, string> Texts { get; } = [];

    public DateTimeOffset CreatedAt { get; set; }
}
