using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Chain.Folding;

public class BatchFolderTests
{
    [Test]
    public void ApplyingTheFoldedBatchEqualsApplyingTheChangesOneAfterTheOther()
    {
        var random = Seed.Random();
        var world = new SmallWorld();
        for (var i = 0; i < 20_000; i++)
        {
            var start = world.State(random);
            var changes = Enumerable.Range(0, random.Next(1, 8)).Select(_ => world.Change(random)).ToList();
            var folded = BatchFolder.Fold(changes);
            var expected = changes.Aggregate(start, SmallWorld.Apply);
            Assert.That(SmallWorld.Describe(SmallWorld.Apply(start, folded)), Is.EqualTo(SmallWorld.Describe(expected)));
            Assert.That(folded.Select(batch => batch.Table), Is.Unique);
            foreach (var batch in folded)
            {
                Assert.That(batch.Upserts.Select(SmallWorld.KeyOf), Is.Unique, "each key at most once");
            }
        }
    }

    [Test]
    public void ReplayingAnySuffixAgainConverges()
    {
        var random = Seed.Random();
        var world = new SmallWorld();
        for (var i = 0; i < 5_000; i++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 10)).Select(_ => world.Change(random)).ToList();
            var expected = changes.Aggregate(world.State(random), SmallWorld.Apply);
            var from = random.Next(changes.Count);
            var split = random.Next(from, changes.Count + 1);
            var state = SmallWorld.Apply(expected, BatchFolder.Fold(changes[from..split]));
            state = SmallWorld.Apply(state, BatchFolder.Fold(changes[split..]));
            Assert.That(SmallWorld.Describe(state), Is.EqualTo(SmallWorld.Describe(expected)));
        }
    }

    [Test]
    public void FoldingNothingIsNothing()
    {
        Assert.That(BatchFolder.Fold([]), Is.Empty);
        Assert.That(BatchFolder.Fold([new Change([])]), Is.Empty);
    }

    [Test]
    public void UpsertsKeepTheOrderOfTheirLastWrite()
    {
        var world = new SmallWorld();
        var folded = BatchFolder.Fold(new[] { 1L, 2, 3, 1 }.Select(id => Change.Upsert(Rows.Of(world.Loose, [Value.Of(id), default]))));
        Assert.That(folded.Single().Upserts.Select(row => row.Values[0].AsInt64()), Is.EqualTo(new[] { 2L, 3, 1 }));
    }
}
