using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A batch goes through once, from the position that it expects, or not at all.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class PositionSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task APositionIsKeptPerJournal()
    {
        await OpenAsync();
        var other = Guid.CreateVersion7();
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null);
        await Tier.ApplyAsync(new TierBatch(Journal, null, 5, []), default);
        await Tier.ApplyAsync(new TierBatch(Journal, 5, 9, []), default);
        await Tier.ApplyAsync(new TierBatch(other, null, long.MaxValue, []), default);
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(9));
        Assert.That(await Tier.ReadPositionAsync(other, default), Is.EqualTo(long.MaxValue));
    }

    [Test]
    public async Task TheSameBatchTwiceChangesNothing([Values] bool isFirst)
    {
        var kinds = await OpenAsync();
        long? expected = isFirst ? null : 3;
        if (!isFirst)
        {
            await Tier.ApplyAsync(new TierBatch(Journal, null, 3, []), default);
        }

        var batch = new TierBatch(Journal, expected, 8, [new(kinds.Table, [], kinds.Row(1))]);
        await Tier.ApplyAsync(batch, default);
        var again = batch with { Tables = [new(kinds.Table, [Filter.All], kinds.Row(2))] };
        Assert.That(() => Tier.ApplyAsync(again, default), Throws.TypeOf<PositionConflictException>());
        Assert.That((await ReadAllAsync(kinds.Table)).Single()[kinds.Id].AsInt64(), Is.EqualTo(1));
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(8));
    }

    [Test]
    public async Task AnExpectedPositionMustExist()
    {
        var kinds = await OpenAsync();
        var batch = new TierBatch(Journal, 3, 8, [new(kinds.Table, [], kinds.Row(1))]);
        Assert.That(() => Tier.ApplyAsync(batch, default), Throws.TypeOf<PositionConflictException>());
        Assert.That(await ReadAllAsync(kinds.Table), Is.Empty);
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null);
    }
}
