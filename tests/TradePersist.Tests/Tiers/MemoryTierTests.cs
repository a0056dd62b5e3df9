using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Chain.Folding;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

public class MemoryTierTests
{
    [Test]
    public async Task ChangesAndFoldedBatchesHaveTheMeaningOfTheOracle()
    {
        var random = Seed.Random();
        var world = new SmallWorld();
        var journal = Guid.NewGuid();
        for (var round = 0; round < 2000; round++)
        {
            await using var byChange = new MemoryTier(100);
            await using var byBatch = new MemoryTier(100);
            await byChange.OpenAsync([world.Parted, world.Loose], default);
            await byBatch.OpenAsync([world.Parted, world.Loose], default);
            var state = new Dictionary<string, Row>();
            long? position = null;
            for (var batch = 0; batch < 3; batch++)
            {
                var changes = Enumerable.Range(0, random.Next(1, 5)).Select(_ => world.Change(random)).ToList();
                state = changes.Aggregate(state, SmallWorld.Apply);
                changes.ForEach(byChange.Apply);
                var next = (position ?? 0) + changes.Count;
                await byBatch.ApplyAsync(new TierBatch(journal, position, next, BatchFolder.Fold(changes)), default);
                position = next;
            }

            Assert.That(await ContentAsync(byChange), Is.EqualTo(SmallWorld.Describe(state)));
            Assert.That(await ContentAsync(byBatch), Is.EqualTo(SmallWorld.Describe(state)));
        }

        async Task<string> ContentAsync(MemoryTier tier)
        {
            var rows = (await tier.QueryAsync(new Query(world.Parted), default)).Rows.Concat((await tier.QueryAsync(new Query(world.Loose), default)).Rows);
            return SmallWorld.Describe(rows.ToDictionary(SmallWorld.KeyOf));
        }
    }

    [Test]
    public async Task AnAnswerOfAWindowThatLetRowsGoSaysSo()
    {
        var world = new SmallWorld();
        await using var tier = new MemoryTier(2);
        await tier.OpenAsync([world.Loose, world.Parted], default);
        for (var id = 0L; id < 2; id++)
        {
            tier.Apply(Change.Upsert(Rows.Of(world.Loose, [Value.Of(id), default])));
        }

        Assert.That((await tier.QueryAsync(new Query(world.Loose), default)).IsComplete, Is.True);
        tier.Apply(Change.Upsert(Rows.Of(world.Loose, [Value.Of(2L), default])));
        Assert.That((await tier.QueryAsync(new Query(world.Loose), default)).IsComplete, Is.False);
        Assert.That((await tier.QueryAsync(new Query(world.Parted), default)).IsComplete, Is.True);
    }
}
