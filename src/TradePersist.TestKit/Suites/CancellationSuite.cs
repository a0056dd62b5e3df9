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

    [Test]
    public async Task ABatchThatIsCanceledAtAnyStepIsAppliedAsAWholeOrNotAtAll()
    {
        var generations = new Generations(Tier);
        await generations.OpenAsync();
        await generations.ReplaceAsync(1, () => { });
        var random = Seed.Random();
        for (var round = 0; round < 12; round++)
        {
            using var source = new CancellationTokenSource();
            var (left, before) = (random.Next(1, 40), generations.Position);
            try
            {
                await generations.ReplaceAsync(before + 1, () => Step(source), source.Token);
            }
            catch (OperationCanceledException)
            {
                await generations.FindPositionAsync();
            }

            Assert.That(generations.Position, Is.InRange(before, before + 1));
            Assert.That(await generations.ReadAsync(), Is.EqualTo(generations.Position));

            void Step(CancellationTokenSource canceled)
            {
                if (--left == 0)
                {
                    canceled.Cancel();
                }
            }
        }
    }

    [Test]
    public async Task AQueryThatIsCanceledEndsAndTheNextIsAnswered()
    {
        var kinds = await OpenAsync();
        await UpsertAsync(kinds.Random(Seed.Random(), 2_000));
        var query = new Query(kinds.Table) { Order = [new Ordering(kinds.Json), new Ordering(kinds.Blob)], Limit = Query.MaxLimit };
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        if (Can(TierCapability.Cancellation))
        {
            Assert.That(() => Tier.QueryAsync(query, canceled.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        for (var round = 0; round < 8; round++)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(round));
            try
            {
                Assert.That((await Tier.QueryAsync(query, soon.Token)).Rows, Has.Count.EqualTo(2_000));
            }
            catch (OperationCanceledException)
            {
                // It was in time.
            }
        }

        Assert.That((await Tier.QueryAsync(query, default)).Rows, Has.Count.EqualTo(2_000));
    }
}
