using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

internal abstract partial class TierContractTests
{
    [Test]
    public async Task APositionIsKeptPerJournal()
    {
        await OpenAsync();
        var other = Guid.CreateVersion7();
        Assert.That(await Tier.ReadPositionAsync(_journal, default), Is.Null);
        await Tier.ApplyAsync(new TierBatch(_journal, null, 5, []), default);
        await Tier.ApplyAsync(new TierBatch(_journal, 5, 9, []), default);
        await Tier.ApplyAsync(new TierBatch(other, null, long.MaxValue, []), default);
        Assert.That(await Tier.ReadPositionAsync(_journal, default), Is.EqualTo(9));
        Assert.That(await Tier.ReadPositionAsync(other, default), Is.EqualTo(long.MaxValue));
    }

    [Test]
    public async Task TheSameBatchTwiceChangesNothing([Values] bool isFirst)
    {
        var kinds = await OpenAsync();
        long? expected = isFirst ? null : 3;
        if (!isFirst)
        {
            await Tier.ApplyAsync(new TierBatch(_journal, null, 3, []), default);
        }

        var batch = new TierBatch(_journal, expected, 8, [new(kinds.Table, [], kinds.Row(1))]);
        await Tier.ApplyAsync(batch, default);
        var again = batch with { Tables = [new(kinds.Table, [Filter.All], kinds.Row(2))] };
        Assert.That(() => Tier.ApplyAsync(again, default), Throws.TypeOf<PositionConflictException>());
        Assert.That((await ReadAllAsync(kinds.Table)).Single()[kinds.Id].AsInt64(), Is.EqualTo(1));
        Assert.That(await Tier.ReadPositionAsync(_journal, default), Is.EqualTo(8));
    }

    [Test]
    public async Task AnExpectedPositionMustExist()
    {
        var kinds = await OpenAsync();
        var batch = new TierBatch(_journal, 3, 8, [new(kinds.Table, [], kinds.Row(1))]);
        Assert.That(() => Tier.ApplyAsync(batch, default), Throws.TypeOf<PositionConflictException>());
        Assert.That(await ReadAllAsync(kinds.Table), Is.Empty);
        Assert.That(await Tier.ReadPositionAsync(_journal, default), Is.Null);
    }

    [Test]
    public async Task ABatchThatIsCanceledLeavesNothing()
    {
        var kinds = await OpenAsync();
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        var batch = new TierBatch(_journal, null, 8, [new(kinds.Table, [], kinds.Row(1))]);
        if (Tier is MemoryTier)
        {
            Assert.Ignore("Memory has applied a batch before anybody can cancel it.");
        }

        Assert.That(() => Tier.ApplyAsync(batch, canceled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await ReadAllAsync(kinds.Table), Is.Empty);
        await Tier.ApplyAsync(batch, default);
        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(1));
    }
}
