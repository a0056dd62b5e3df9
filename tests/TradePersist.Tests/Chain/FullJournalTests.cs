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
