using NUnit.Framework;

namespace TradePersist.TestKit;

/// <summary>A process that is killed while it writes leaves whole batches, each with its position, and every one that was acknowledged.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class CrashSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    // As many as a batch has at least: a delete, fifteen rows and an end, twice.
    private const int Steps = 34;

    [Test]
    public async Task AKillAtAnyStepLeavesTheOldRowsOrTheNew()
    {
        var random = Seed.Random();
        var before = 0L;
        for (var round = 0; round < 6; round++)
        {
            var step = random.Next(1, Steps + 1);
            using var child = KilledChild.Start(typeof(TFixture), Store, step);
            await child.LastAsync(before);
            before = await FindAsync(before, before + 1, $"killed at step {step}");
        }
    }

    [Test]
    public async Task AKillBetweenTheCommitAndItsAcknowledgementLosesNothing()
    {
        var before = 0L;
        for (var round = 0; round < 2; round++)
        {
            using var child = KilledChild.Start(typeof(TFixture), Store, ChildProgram.BeforeAcknowledgement);
            Assert.That(await child.LastAsync(0), Is.Zero, "nothing is acknowledged");
            before = await FindAsync(before + 1, before + 1, "the batch that nobody was told of is there, once");
        }
    }

    [Test]
    public async Task AKillAtAnyTimeLosesNothingThatWasAcknowledged()
    {
        var random = Seed.Random();
        for (var round = 0; round < 4; round++)
        {
            using var child = KilledChild.Start(typeof(TFixture), Store, ChildProgram.Never);
            var said = await child.ReadAsync();
            for (var left = random.Next(1, 40); left > 0; left--)
            {
                said = await child.ReadAsync();
            }

            for (var spin = random.Next(100_000); spin > 0; spin--)
            {
                Thread.SpinWait(10);
            }

            said = await child.KillAsync(said);
            await FindAsync(said, said + 1, $"round {round}");
        }
    }

    private async Task<long> FindAsync(long least, long most, string message)
    {
        await using var tier = Fixture.CreateTier(Store);
        var generations = new Generations(tier);
        await generations.OpenAsync();
        var found = generations.Position;
        Assert.That(found, Can(TierCapability.Durability) ? Is.InRange(least, most) : Is.Zero, message);
        if (!Can(TierCapability.Transactions) || !Can(TierCapability.AtomicCommit))
        {
            await generations.ReplaceAsync(++found, () => { });
        }

        Assert.That(await generations.ReadAsync(), Is.EqualTo(found), message);
        return found;
    }
}
