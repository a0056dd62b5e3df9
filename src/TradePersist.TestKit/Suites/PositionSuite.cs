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

    [Test]
    public async Task OfTwoTiersAtOnePositionOneWins()
    {
        var kinds = await OpenAsync();
        await using var second = Fixture.CreateTier(Store);
        if (!Can(TierCapability.SharedStore))
        {
            await ExpectAlone(second, kinds);
            return;
        }

        await second.OpenAsync([kinds.Table], default);
        long? position = null;
        for (var round = 1; round <= 20; round++)
        {
            var tiers = new[] { Tier, second };
            var (expected, next) = (position, round * 10);
            var outcomes = await Task.WhenAll(tiers.Select((tier, i) => Task.Run(() => TryAsync(tier, new TierBatch(Journal, expected, next, [new(kinds.Table, [Filter.All], kinds.Row(round, (kinds.Int64, Value.Of((long)i))))])))));
            Assert.That(outcomes, Is.EquivalentTo(new[] { true, false }), "one commits, the other finds another position");
            position = next;
            foreach (var tier in tiers)
            {
                Assert.That(await tier.ReadPositionAsync(Journal, default), Is.EqualTo(position));
                var row = (await ReadAllAsync(tier, kinds.Table)).Single();
                Assert.That((row[kinds.Id].AsInt64(), row[kinds.Int64].AsInt64()), Is.EqualTo(((long)round, (long)Array.IndexOf(outcomes, true))));
            }
        }
    }

    // A failure that passes is tried again, as the chain does.
    private static async Task<bool> TryAsync(ITier tier, TierBatch batch)
    {
        while (true)
        {
            try
            {
                await tier.ApplyAsync(batch, default);
                return true;
            }
            catch (PositionConflictException)
            {
                return false;
            }
            catch (Exception exception) when (tier.Classify(exception) == FailureKind.Transient)
            {
                TestContext.Out.WriteLine(exception.Message);
            }
        }
    }

    private async Task ExpectAlone(ITier second, KindsTable kinds)
    {
        await UpsertAsync(kinds.Row(1));
        try
        {
            await second.OpenAsync([kinds.Table], default);
        }
        catch (Exception exception)
        {
            Assert.That(second.Classify(exception), Is.EqualTo(FailureKind.Transient), $"it heals when the other one is closed: {exception}");
            await Tier.DisposeAsync();
            await second.OpenAsync([kinds.Table], default);
            Assert.That(await second.ReadPositionAsync(Journal, default), Is.EqualTo(1));
            return;
        }

        Assert.That(await ReadAllAsync(second, kinds.Table), Is.Empty, "the second one does not see the rows, or else the store is shared");
    }
}
