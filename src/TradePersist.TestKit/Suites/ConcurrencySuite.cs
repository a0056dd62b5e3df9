using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>Readers beside a writer.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class ConcurrencySuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task ReadersBesideAWriterSeeWholeBatches()
    {
        const int Rows = 200;
        var kinds = await OpenAsync();
        await UpsertAsync(Generation(kinds, 1, Rows));
        await using var second = Fixture.CreateTier(Store);
        var isShared = Can(TierCapability.SharedStore);
        if (isShared)
        {
            await second.OpenAsync([kinds.Table], default);
        }

        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 6).Select(i => Task.Run(() => ReadUntilAsync(isShared && i % 2 == 0 ? second : Tier, done.Token))).ToList();
        for (var generation = 2; generation <= 40; generation++)
        {
            await UpsertAsync(Generation(kinds, generation, Rows));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);

        async Task ReadUntilAsync(ITier tier, CancellationToken cancellationToken)
        {
            var isLast = false;
            while (!isLast)
            {
                isLast = cancellationToken.IsCancellationRequested;
                var position = await tier.ReadPositionAsync(Journal, default);
                var rows = await ReadAllAsync(tier, kinds.Table);
                Assert.That(rows, Has.Count.EqualTo(Rows));
                Assert.That(rows.Select(row => row[kinds.Int64].AsInt64()).Distinct().Single(), Is.GreaterThanOrEqualTo(position!.Value), "rows of one batch, and none that is older than the position");
            }
        }
    }

    [Test]
    public async Task SeveralTiersMayOpenANewStoreAtOnce()
    {
        if (!Can(TierCapability.SharedStore))
        {
            return;
        }

        var kinds = new KindsTable();
        var tiers = Enumerable.Range(0, 4).Select(_ => Fixture.CreateTier(Store)).ToList();
        await Task.WhenAll(tiers.Select(tier => Task.Run(() => tier.OpenAsync([kinds.Table], default))));
        foreach (var tier in tiers)
        {
            Assert.That(await ReadAllAsync(tier, kinds.Table), Is.Empty);
            await tier.DisposeAsync();
        }
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
