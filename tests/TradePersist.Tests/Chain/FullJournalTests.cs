using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class FullJournalTests
{
    [Test]
    public async Task ARequiredTierThatStandsStillMakesWritesFailAtOnceAndResumesThem()
    {
        var stand = new TaskCompletionSource();
        var tier = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? stand.Task : Task.CompletedTask };
        await using var tp = await OpenAsync(("a", tier, TierRole.Required));

        var written = 0;
        var full = await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            for (; written < 100_000; written++)
            {
                await tp.Candles.SaveAsync(Bars.One(written)).WaitAsync(TimeSpan.FromSeconds(10));
            }
        });
        Assert.Multiple(() =>
        {
            Assert.That(full!.Reason, Is.EqualTo(JournalFullReason.SizeCap));
            Assert.That(full.HeldBy, Is.EqualTo(new[] { "a" }));
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Unhealthy));
        });

        stand.SetResult();
        await Until.TrueAsync(() => tier.Rows(CandleTable.Table).Count == written, "every acknowledged record arrives, and no other");
        await Until.TrueAsync(() => TryWrite(tp, written), "writes resume");
        await Until.TrueAsync(() => tier.Rows(CandleTable.Table).Count == written + 1, "and arrive");
    }

    [Test]
    public async Task AMirrorThatStandsStillIsCutLooseAndNobodyElseSuffers()
    {
        var mirror = new StoreTier { BeforeApply = (batch, token) => batch.Position > 0 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask };
        var required = new StoreTier();
        await using var tp = await OpenAsync(("a", required, TierRole.Required), ("b", mirror, TierRole.Mirror));

        for (var i = 0; i < 8_000; i++)
        {
            await tp.Candles.SaveAsync(Bars.One(i));
            if (i % 100 == 0)
            {
                // The required tier must not be what fills the journal here.
                await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the required tier keeps up");
            }
        }

        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(required.Rows(CandleTable.Table), Has.Count.EqualTo(8_000));
            Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
            Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Degraded));
        });
    }

    [Test]
    public async Task OnlyTheMirrorThatHoldsTheJournalOpenIsCutLoose()
    {
        var stand = new TaskCompletionSource();
        var lost = new StoreTier { BeforeApply = (batch, token) => batch.Position > 0 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask };
        var late = new StoreTier { BeforeApply = (batch, token) => batch.Position > 1_000 ? stand.Task.WaitAsync(token) : Task.CompletedTask };
        await using var tp = await OpenAsync(("a", new StoreTier(), TierRole.Required), ("b", lost, TierRole.Mirror), ("c", late, TierRole.Mirror));

        for (var i = 0; i < 100_000 && tp.Tier("b").State != TierState.NeedsResync; i++)
        {
            if (i % 50 == 0)
            {
                await Until.TrueAsync(() => tp.Tier("a").LagRecords < 500, "the required tier keeps up");
            }

            await tp.Candles.SaveAsync(Bars.One(i));
        }

        Assert.That((tp.Tier("b").State, tp.Tier("c").State), Is.EqualTo((TierState.NeedsResync, TierState.Up)));
        stand.SetResult();
        await Until.TrueAsync(() => tp.Tier("c").LagRecords == 0, "the other mirror goes on");
    }

    [Test]
    public async Task TheLastTierThatStillCountsIsNotCutLooseForNobodyElseHasItsRecords()
    {
        var stand = new TaskCompletionSource();
        var mirror = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? stand.Task : Task.CompletedTask };
        await using var tp = await OpenAsync(("m", mirror, TierRole.Mirror));

        var written = 0;
        var full = await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            for (; written < 20_000; written++)
            {
                await tp.Candles.SaveAsync(Bars.One(written)).WaitAsync(TimeSpan.FromSeconds(10));
            }
        });
        Assert.That(full!.HeldBy, Is.EqualTo(new[] { "m" }));
        stand.SetResult();
        await Until.TrueAsync(() => mirror.Rows(CandleTable.Table).Count == written, "every acknowledged record arrives");
    }

    [Test]
    public async Task ADriverThatIsSlowToCancelHoldsNoWriteUp()
    {
        using var stand = new ManualResetEventSlim();
        var mirror = new StoreTier
        {
            BeforeApply = async (batch, token) =>
            {
                using var hook = token.Register(() => stand.Wait(TimeSpan.FromSeconds(60)));
                await (batch.Position > 0 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
            },
        };
        await using var tp = await OpenAsync(("a", new StoreTier(), TierRole.Required), ("b", mirror, TierRole.Mirror));
        try
        {
            for (var i = 0; i < 6_000; i++)
            {
                if (i % 50 == 0)
                {
                    await Until.TrueAsync(() => tp.Tier("a").LagRecords < 500, "the required tier keeps up");
                }

                await tp.Candles.SaveAsync(Bars.One(i)).WaitAsync(TimeSpan.FromSeconds(10));
            }

            Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
        }
        finally
        {
            stand.Set();
        }
    }

    private static bool TryWrite(TradePersistence tp, int minute)
    {
        var write = tp.Candles.SaveAsync(Bars.One(minute));
        return ((IAsyncResult)write).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10)) && write.IsCompletedSuccessfully;
    }

    private static Task<TradePersistence> OpenAsync(params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        ChainBench.OpenAsync(
            builder => builder
                .UseJournal(journal => (journal.SegmentBytes, journal.MaxBytes) = (64 << 10, 4 * (64 << 10)))
                .UseInMemoryJournal(),
            tiers);
}
