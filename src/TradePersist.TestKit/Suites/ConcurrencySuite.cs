using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>Readers beside a writer.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class ConcurrencySuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task ReadersBesideAWriterSeeWholeBatches()
    {
        var wholeBatches = Can(TierCapability.Snapshots);
        const int Rows = 200;
        var kinds = await OpenAsync();
        await UpsertAsync(Generation(kinds, 0, Rows));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            while (!done.IsCancellationRequested || reads == 0)
            {
                var rows = await ReadAllAsync(kinds.Table);
                Assert.That(rows, Has.Count.EqualTo(Rows));
                var generations = rows.Select(row => row[kinds.Int64].AsInt64()).Distinct().Order().ToList();
                Assert.That(generations, wholeBatches ? Has.Count.EqualTo(1) : Has.Count.LessThanOrEqualTo(2), "rows of one batch, or of one and the next");
                reads++;
            }
        })).ToList();
        for (var generation = 1; generation <= 40; generation++)
        {
            await UpsertAsync(Generation(kinds, generation, Rows));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    private static RowSet Generation(KindsTable kinds, long generation, int count)
    {
        var rows = new RowSet(kinds.Table, count);
        for (var id = 0; id < count; id++)
        {
            kinds.Add(rows, id, (kinds.Int64, Value.Of(generation)));
        }

        return rows;
    }
}
