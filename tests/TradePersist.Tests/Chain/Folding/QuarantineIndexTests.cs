using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Chain.Folding;

public class QuarantineIndexTests
{
    [Test]
    public void ChangesWhoseOrderMattersTouch()
    {
        var random = Seed.Random();
        var world = new SmallWorld();
        var (ordered, apart) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var kept = world.Change(random, 2);
            var later = world.Change(random, 2);
            var index = new QuarantineIndex();
            index.Add(kept);
            var touches = index.Touches(later);
            apart += touches ? 0 : 1;
            for (var tries = 0; tries < 6; tries++)
            {
                var start = world.State(random);
                var inOrder = SmallWorld.Describe(SmallWorld.Apply(SmallWorld.Apply(start, kept), later));
                var retried = SmallWorld.Describe(SmallWorld.Apply(SmallWorld.Apply(start, later), kept));
                if (inOrder != retried)
                {
                    ordered++;
                    Assert.That(touches, $"{Codec.CodecBench.Describe(kept)}\nand\n{Codec.CodecBench.Describe(later)}");
                }
            }
        }

        Assert.That(ordered, Is.GreaterThan(1000));
        Assert.That(apart, Is.GreaterThan(1000), "it does not just say yes");
    }

    [Test]
    public void ItRemembersEveryChangeThatWasAdded()
    {
        var world = new SmallWorld();
        var index = new QuarantineIndex();
        Assert.That(index.Touches(One(1)), Is.False);
        for (var id = 0; id < 4; id++)
        {
            index.Add(One(id));
        }

        Assert.That(Enumerable.Range(0, 6).Select(id => index.Touches(One(id))), Is.EqualTo(new[] { true, true, true, true, false, false }));
        Assert.That(index.Touches(new Change([])), Is.False);

        Change One(long id) => Change.Upsert(Rows.Of(world.Loose, [Value.Of(id), Value.Of(1L)]));
    }
}
