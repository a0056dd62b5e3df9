using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A failure is of the kind that it is of, and the tier goes on after it.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class FailureSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public void ThereIsARealFailureThatPasses() => Assert.That(
        Fixture.FailuresOf(Store).Select(failure => failure.Kind),
        Can(TierCapability.Failures) ? Has.Some.EqualTo(FailureKind.Transient) : Is.Empty);

    [Test]
    public async Task EveryRealFailureIsOfItsKindAndTheTierGoesOnWhenItIsCured()
    {
        foreach (var failure in Fixture.FailuresOf(Store))
        {
            await DeleteTier();
            await CreateTier();
            await FailAsync(Fixture.FailuresOf(Store).Single(same => same.Name == failure.Name));
        }
    }

    [Test]
    public async Task ARowThatItsTableCannotHoldIsPermanent()
    {
        var kinds = await OpenAsync();
        Value[] foreign = [Value.Of("text"), Value.Of(Guid.AllBitsSet)];
        foreach (var column in new[] { kinds.Int64, kinds.Decimal })
        {
            foreach (var value in Can(TierCapability.Refusal) ? foreign : [])
            {
                var error = (await Assert.CatchAsync(() => UpsertAsync(kinds.Row(1, (column, value)))))!;
                Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Permanent), $"{column.Kind}: {error}");
                Assert.That(await ReadAllAsync(kinds.Table), Is.Empty);
            }
        }

        await UpsertAsync(kinds.Row(1));
        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(1));
    }

    private async Task FailAsync(RealFailure failure)
    {
        var kinds = await OpenAsync();
        await UpsertAsync(kinds.Row(1));
        await failure.Cause();
        Exception error;
        try
        {
            error = (await Assert.CatchAsync(() => UpsertAsync(kinds.Row(2)), failure.Name))!;
        }
        finally
        {
            await (failure.Cure?.Invoke() ?? Task.CompletedTask);
        }

        Assert.That(error, Is.Not.InstanceOf<PositionConflictException>(), failure.Name);
        Assert.That(Tier.Classify(error), Is.EqualTo(failure.Kind), $"{failure.Name}: {error}");
        if (failure.Cure is null)
        {
            return;
        }

        if (Can(TierCapability.StoredSchema))
        {
            await Tier.OpenAsync([kinds.Table], default);
        }

        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(1), failure.Name);
        await UpsertAsync(kinds.Row(2));
        Assert.That((await ReadAllAsync(kinds.Table)).Select(row => row[kinds.Id].AsInt64()), Is.EqualTo(new[] { 1, 2 }), failure.Name);
    }
}
