using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.Tests.Tiers;

internal abstract partial class TierContractTests
{
    [Test]
    public async Task ReadersBesideAWriterSeeWholeBatches()
    {
        if (!ReadsAreSnapshots)
        {
            Assert.Ignore("This tier does not claim it.");
        }

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
                Assert.That(rows.Select(row => row[kinds.Int64]).Distinct().Count(), Is.EqualTo(1));
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
