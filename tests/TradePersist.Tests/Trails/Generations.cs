using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>One entry whose trail is replaced again and again in one tier; all values of a trail say which replace it is of.</summary>
internal sealed class Generations(ITier tier) : IAsyncDisposable
{
    private static readonly Guid Journal = new("0192f0c0-0000-7000-8000-000000000001");
    private static readonly TrailTable Trails = TrailSchema.Default.Table;
    private long? _position;

    public async Task OpenAsync()
    {
        await tier.OpenAsync([Trails.Table], default);
        _position = await tier.ReadPositionAsync(Journal, default);
    }

    /// <summary>The replace whose rows are there: fifteen of one and none of another. 0 when there are none.</summary>
    public async Task<int> ReadAsync()
    {
        var rows = (await tier.QueryAsync(new Query(Trails.Table), default)).Rows;
        if (rows.Count == 0)
        {
            return 0;
        }

        Assert.That(rows.Select(row => row[Trails.Minute].AsInt32()), Is.EqualTo(Enumerable.Range(0, Trail.MinuteCount)));
        var generations = rows.SelectMany(row => Trails.Data.Where(column => column.Kind == ColumnKind.Double).Select(column => row[column].AsDouble())).Distinct().ToList();
        Assert.That(generations, Has.Count.EqualTo(1), "old and new rows");
        return (int)generations[0];
    }

    /// <summary>Replaces the trail; the step is told of between any two statements.</summary>
    public async Task ReplaceAsync(int generation, Action step)
    {
        var rows = new RowSet(Trails.Table, Trail.MinuteCount);
        for (var minute = 0; minute < Trail.MinuteCount; minute++)
        {
            TrailRows.Add(rows, Trails, 7);
            foreach (var column in Trails.Data.Where(column => column.Kind == ColumnKind.Double))
            {
                rows.LastCells[column.Ordinal] = Value.Of((double)generation);
            }

            rows.LastCells[Trails.CreatedAt.Ordinal] = Value.OfMicroseconds(generation);
        }

        var deletes = new[] { Filter.Matching(Trails.Table.Partition, rows[0]) };
        var batch = new TableBatch(Trails.Table, new SteppingList<Filter>(deletes, step), new SteppingList<Row>(rows, step));
        var next = (_position ?? 0) + 1;
        await tier.ApplyAsync(new TierBatch(Journal, _position, next, [batch]), default);
        _position = next;
    }

    public ValueTask DisposeAsync() => tier.DisposeAsync();
}
