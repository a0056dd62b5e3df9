using Microsoft.Data.Sqlite;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Trails;

internal sealed class SqliteTrails(string path) : IHandWrittenTrails
{
    private static readonly int Cells = TrailFeed.Table.Columns.Count;

    private readonly HandWritten _file = new(
        path,
        $"INSERT INTO {TrailFeed.Table} ({string.Join(", ", TrailFeed.Table.Columns)}) VALUES ({string.Join(", ", Enumerable.Range(1, Cells).Select(number => $"${number}"))})",
        Cells,
        $"DELETE FROM {TrailFeed.Table} WHERE buyin_id = $1");

    public void Replace(IReadOnlyList<long> ids, IReadOnlyList<object?[]> rows) => _file.Apply(rows, Bind, ids);

    public void Dispose() => _file.Dispose();

    private static void Bind(SqliteParameter[] parameters, object?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            parameters[i].Value = cells[i] switch
            {
                null => DBNull.Value,
                DateTime time => Timestamps.ToMicroseconds(new DateTimeOffset(time)),
                { } value => value,
            };
        }
    }
}
