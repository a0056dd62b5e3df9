using TradePersist.Benchmarks.DuckDb;

namespace TradePersist.Benchmarks.Trails;

internal sealed class DuckDbTrails(string path) : IHandWrittenTrails
{
    private readonly HandWrittenDuckDb _file = new(path);

    public void Replace(IReadOnlyList<long> ids, IReadOnlyList<object?[]> rows) => _file.Replace(
        rows, TrailFeed.Table.Name, $"DELETE FROM {TrailFeed.Table} WHERE buyin_id IN ({string.Join(", ", ids)})", TrailCells.Append);

    public void Dispose() => _file.Dispose();
}
