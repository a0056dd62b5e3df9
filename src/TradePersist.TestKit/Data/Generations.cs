using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A partition in each of two tables whose rows are replaced again and again, in one batch; every row says which replace it is of, and so does the position.</summary>
internal sealed class Generations(ITier tier)
{
    /// <summary>Whose position it is.</summary>
    public static readonly Guid Journal = new("0192f0c0-0000-7000-8000-000000000001");

    private const int Rows = 15;

    private readonly KindsTable _first = new("first");
    private readonly KindsTable _second = new("second");
    private long? _position;

    /// <summary>The replace that the tier is at.</summary>
    public long Position => _position ?? 0;

    /// <summary>Opens the tier, and goes on where it is.</summary>
    public async Task OpenAsync()
    {
        await tier.OpenAsync([_first.Table, _second.Table], default).ConfigureAwait(false);
        await FindPositionAsync().ConfigureAwait(false);
    }

    /// <summary>Goes on where the tier is.</summary>
    public async Task FindPositionAsync() => _position = await tier.ReadPositionAsync(Journal, default).ConfigureAwait(false);

    /// <summary>Replaces all rows; the step is told of before each delete, before each row, and after the last of each.</summary>
    public async Task ReplaceAsync(long generation, Action step, CancellationToken cancellationToken = default)
    {
        TableBatch[] tables = [Replace(_first, generation, step), Replace(_second, generation, step)];
        await tier.ApplyAsync(new TierBatch(Journal, _position, generation, tables), cancellationToken).ConfigureAwait(false);
        _position = generation;
    }

    /// <summary>The replace that the rows are of: all rows of it, none of another, and its position. 0 when there are none.</summary>
    public async Task<long> ReadAsync()
    {
        var position = await tier.ReadPositionAsync(Journal, default).ConfigureAwait(false);
        Assert.That(await GenerationsOfAsync(_first).ConfigureAwait(false), Is.EqualTo(Expected(position)), $"first table, position {position}");
        Assert.That(await GenerationsOfAsync(_second).ConfigureAwait(false), Is.EqualTo(Expected(position)), $"second table, position {position}");
        return position ?? 0;
    }

    private static IEnumerable<long> Expected(long? position) => position is { } generation ? Enumerable.Repeat(generation, Rows) : [];

    private static TableBatch Replace(KindsTable kinds, long generation, Action step)
    {
        var rows = new RowSet(kinds.Table, Rows);
        for (var id = 1; id <= Rows; id++)
        {
            kinds.Add(rows, id, (kinds.Int64, Value.Of(generation)), (kinds.Bool, Value.Of(true)), (kinds.Text, Value.Of(new string('x', (int)(generation % 60)))));
        }

        var deletes = new[] { new Filter(new Condition(kinds.Bool, Comparison.Equal, Value.Of(true))) };
        return new TableBatch(kinds.Table, new SteppingList<Filter>(deletes, step), new SteppingList<Row>(rows, step));
    }

    private async Task<List<long>> GenerationsOfAsync(KindsTable kinds)
    {
        var rows = (await tier.QueryAsync(new Query(kinds.Table), default).ConfigureAwait(false)).Rows;
        return [.. rows.Select(row => row[kinds.Int64].AsInt64())];
    }
}
