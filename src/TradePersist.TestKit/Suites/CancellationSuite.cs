using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A call that is canceled ends, leaves nothing, and spoils nothing.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class CancellationSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task ABatchThatIsCanceledLeavesNothing()
    {
        var kinds = await OpenAsync();
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        var batch = new TierBatch(Journal, null, 8, [new(kinds.Table, [], kinds.Row(1))]);
        if (Can(TierCapability.Cancellation))
        {
            Assert.That(() => Tier.ApplyAsync(batch, canceled.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(await ReadAllAsync(kinds.Table), Is.Empty);
            Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null);
            await Tier.ApplyAsync(batch, default);
        }
        else
        {
            await Tier.ApplyAsync(batch, canceled.Token);
        }

        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(1));
    }
}
