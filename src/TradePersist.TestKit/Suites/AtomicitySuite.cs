using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A batch is applied as a whole, with its position, or not at all.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class AtomicitySuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    [Test]
    public async Task AFailureAtAnyStepIsTakenBack()
    {
        var generations = new Generations(Tier);
        await generations.OpenAsync();
        await generations.ReplaceAsync(1, () => { });
        for (var failing = 1; ; failing++)
        {
            var left = failing;
            try
            {
                await generations.ReplaceAsync(2, () => _ = --left == 0 ? throw new TierFaultException(FailureKind.Transient) : 0);
                break;
            }
            catch (TierFaultException) when (Can(TierCapability.Transactions))
            {
                Assert.That(await generations.ReadAsync(), Is.EqualTo(1), $"failed at step {failing}");
            }
            catch (TierFaultException)
            {
                Assert.That(await Tier.ReadPositionAsync(Generations.Journal, default), Is.EqualTo(1), "the rows come before the position");
            }
        }

        Assert.That(await generations.ReadAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task ARowThatIsRefusedLeavesNothingOfItsBatch()
    {
        var kinds = new KindsTable();
        var (id, text) = (Column.Int64("id"), Column.Text("text", 9));
        var strict = new Table("strict", [id, text], [id]);
        await Tier.OpenAsync([kinds.Table, strict], default);
        await ApplyAsync();
        var rows = Rows.Of(strict, [.. Enumerable.Range(1, 100).Select(i => new[] { Value.Of((long)i), i == 70 ? Value.Null : Value.Of("x") })]);
        TableBatch[] batch = [new(kinds.Table, [], kinds.Row(1)), new(strict, [], rows)];
        if (Can(TierCapability.Refusal))
        {
            var error = (await Assert.CatchAsync(() => ApplyAsync(batch)))!;
            Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Permanent), error.ToString());
            Assert.That(await ReadAllAsync(strict), Is.Empty);
            Assert.That(await ReadAllAsync(kinds.Table), Is.Empty);
            Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(1));
            rows = Rows.Of(strict, [Value.Of(1L), Value.Of("x")]);
            batch[1] = batch[1] with { Upserts = rows };
        }

        await ApplyAsync(batch);
        Assert.That(await ReadAllAsync(strict), Is.EqualTo(rows), "the tier goes on");
        Assert.That(await ReadAllAsync(kinds.Table), Has.Count.EqualTo(1));
    }
}
