using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Journal;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tests.Chain;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>Tiers that need a resync, and get one.</summary>
public class RebuildTests
{
    private static readonly Table Candles = RepairBench.Candles;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task ATierThatNeedsAResyncIsRebuiltWhileTheBotWritesAndFedFromThenOn()
    {
        var random = Seed.Random();
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, b);
        await using var bot = new BusyBot(tp, random.Next());
        await Until.TrueAsync(() => bot.Writes > 100, "the bot writes");
        var report = await tp.ResyncAsync("b", "a");
        var writes = bot.Writes;
        Assert.That((report.IsRebuild, report.Unrepaired, report.OfCandles().Inserted >= 4_900), Is.EqualTo((true, 0, true)));
        Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.Up));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True, "while the bot goes on writing");
        await Until.TrueAsync(() => bot.Writes > writes + 100, "the bot goes on");

        var left = await bot.StopAsync();
        await tp.DrainedAsync();
        Assert.That(Keyed(b), Is.EqualTo(Keyed(a)));
        Assert.That(Keyed(b).Where(line => !line.Contains("SOL")), Is.EqualTo(left.Select(candle => RepairBench.RowOf(candle).ToString()).Order(StringComparer.Ordinal)));
        var health = tp.GetHealth();
        Assert.That((health.Status, health.Tiers[1].ResyncFrom, health.Tiers[1].LagRecords), Is.EqualTo((HealthStatus.Healthy, (string?)null, 0L)));
    }

    [Test]
    public async Task WhatIsWrittenWhileARowIsOnItsWayIsNotOverwrittenByIt()
    {
        // The source is read; then the bot changes, deletes and adds; only then does the target get what was read.
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, b);
        var isDone = false;
        b.BeforeApply = async (batch, _) =>
        {
            if (!isDone && batch.Tables.Count > 0)
            {
                isDone = true;
                foreach (var minutes in Enumerable.Range(0, 5_100).Where(i => i % 3 == 0).Chunk(500))
                {
                    await tp.Candles.SaveAsync([.. minutes.Select(i => Bars.One(i, 7, "SOL"))], CancellationToken.None);
                }

                await tp.Candles.CleanupAsync(Bars.Start.AddMinutes(1_000), "1m", "SOL", CancellationToken.None);
                await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the source has all of it");
            }
        };
        var report = await tp.ResyncAsync("b", "a").WaitAsync(Deadline);
        await tp.DrainedAsync();
        Assert.That(isDone, Is.True);
        Assert.That(Keyed(b), Is.EqualTo(Keyed(a)));
        Assert.That(b.Rows(Candles), Has.Count.EqualTo(4_033));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
        Assert.That(report.IsRebuild, Is.True);
    }

    [Test]
    public async Task TheJournalKeepsForTheTierWhatIsWrittenMeanwhile()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, b);
        var first = 0L;
        b.BeforeApply = async (batch, _) =>
        {
            if (first == 0 && batch.Tables.Count > 0)
            {
                await WriteSegmentsAsync(tp, 0, 3_000);
                first = tp.GetHealth().Journal.FirstLsn;
            }
        };
        await tp.ResyncAsync("b", "a").WaitAsync(Deadline);
        await tp.DrainedAsync();
        Assert.That(Keyed(b), Is.EqualTo(Keyed(a)));
        await Until.TrueAsync(() => tp.GetHealth().Journal.FirstLsn > first, "and lets it go afterwards");
    }

    [Test]
    public async Task AJournalThatGetsFullGivesTheRebuildUpAndRefusesNoWrite()
    {
        foreach (var role in new[] { TierRole.Mirror, TierRole.Required })
        {
            using var folder = new TempFolder();
            var a = new StoreTier();
            var b = new StoreTier();
            await using var tp = await OpenNeedyAsync(folder, a, b, role, journal => journal.MaxBytes = 6 * (64 << 10));
            var isFull = false;
            b.BeforeApply = async (batch, _) =>
            {
                for (var i = 0; !isFull && batch.Tables.Count > 0; i++)
                {
                    await WriteSegmentsAsync(tp, i * 100, 100);
                    await Until.TrueAsync(() => tp.Tier("a").LagRecords < 500, "the source keeps up");
                    isFull = tp.Tier("b").State == TierState.NeedsResync;
                    Assert.That(i, Is.LessThan(1_000));
                }
            };
            var givenUp = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a").WaitAsync(Deadline));
            Assert.That(givenUp!.Message, Does.Contain("held the full journal open"));
            Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
            await Until.TrueAsync(() => isFull, "the driver has noticed too");
            await tp.ResyncAsync("b", "a").WaitAsync(Deadline);
            await tp.DrainedAsync();
            Assert.That(Keyed(b), Is.EqualTo(Keyed(a)), "the next one succeeds");
        }
    }

    [Test]
    public async Task WhileItIsRebuiltHealthShowsItAndNoReadComesFromItButAStaleOne()
    {
        using var folder = new TempFolder();
        var b = new StoreTier();
        var stand = new TaskCompletionSource();
        var isStanding = new TaskCompletionSource();
        await using var tp = await OpenNeedyAsync(folder, new StoreTier(), b);
        b.BeforeApply = async (batch, token) =>
        {
            if (batch.Tables.Count > 0)
            {
                isStanding.TrySetResult();
                await stand.Task.WaitAsync(token);
            }
        };
        var resync = tp.ResyncAsync("b", "a");
        await isStanding.Task.WaitAsync(Deadline);
        var health = tp.Tier("b");
        Assert.That((health.State, health.ResyncFrom, tp.GetHealth().Status), Is.EqualTo((TierState.Resyncing, "a", HealthStatus.Degraded)));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.LoadAsync("SOL", "1m", 10, new ReadOptions { Tier = "b" }));
        Assert.That(await tp.Candles.LoadAsync("SOL", "1m", 10, new ReadOptions { Tier = "b", AllowStale = true }), Is.Empty);
        Assert.That((await tp.Candles.LoadAsync("SOL", "1m", 10)).Tier, Is.EqualTo("a"));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.RetryQuarantineAsync("b"));
        stand.SetResult();
        await resync.WaitAsync(Deadline);
        Assert.That((tp.Tier("b").State, tp.Tier("b").ResyncFrom), Is.EqualTo((TierState.Up, (string?)null)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task OneThatIsCancelledOrStoppedInTheMiddleLeavesTheTierInNeed(bool isCancelled)
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        using var cancel = new CancellationTokenSource();
        var slices = 0;
        await using (var tp = await OpenNeedyAsync(folder, a, b))
        {
            var second = new TaskCompletionSource();
            b.BeforeApply = (batch, token) =>
            {
                if (batch.Tables.Count > 0 && ++slices == 2)
                {
                    second.SetResult();
                    return Task.Delay(Timeout.Infinite, token);
                }

                return Task.CompletedTask;
            };
            var resync = tp.ResyncAsync("b", "a", cancellationToken: cancel.Token);
            await second.Task.WaitAsync(Deadline);
            if (isCancelled)
            {
                await cancel.CancelAsync();
                await Assert.CatchAsync<OperationCanceledException>(() => resync.WaitAsync(Deadline, CancellationToken.None));
                Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
                Assert.That(tp.Tier("b").LastError, Does.Contain("resync did not complete"));
                var first = tp.GetHealth().Journal.FirstLsn;
                await WriteSegmentsAsync(tp, 0, 3_000);
                await Until.TrueAsync(() => tp.GetHealth().Journal.FirstLsn > first, "the journal is no longer held for it");
            }
            else
            {
                await tp.DisposeAsync().AsTask().WaitAsync(Deadline);
                await Assert.ThrowsAsync<ObjectDisposedException>(() => resync.WaitAsync(Deadline));
            }
        }

        Assert.That(b.Rows(Candles), Has.Count.EqualTo(2_000), "a part is there");
        Assert.That(b.Positions.Values.Single(), Is.Zero, "and nothing says that it is whole");
        b.BeforeApply = (_, _) => Task.CompletedTask;
        await using var again = await OpenAsync(folder, a, b);
        await Until.TrueAsync(() => again.Tier("b").State == TierState.NeedsResync, "it asks for a resync still");
        await again.ResyncAsync("b", "a");
        await again.DrainedAsync();
        Assert.That(Keyed(b), Is.EqualTo(Keyed(a)));
    }

    [Test]
    public async Task FailuresInPassingAndLostAcknowledgementsAreOvercome()
    {
        var random = Seed.Random();
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, b);
        var lost = new HashSet<(long?, long, int)>();
        b.BeforeApply = (_, _) => random.Next(3) == 0 ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask;
        b.AfterCommit = batch =>
        {
            if (lost.Add((batch.Expected, batch.Position, batch.Tables.Count)))
            {
                throw new TierFaultException(FailureKind.Transient, "the acknowledgement was lost");
            }
        };
        await tp.ResyncAsync("b", "a").WaitAsync(Deadline);
        await tp.Candles.SaveAsync(Bars.One(1));
        await Until.TrueAsync(() => tp.Tier("b").LagRecords == 0, "it is fed");
        Assert.That(Keyed(b), Is.EqualTo(Keyed(a)));
        Assert.That(lost, Has.Count.GreaterThanOrEqualTo(4), "to nothing, rows, to the start, and what came then");
    }

    [TestCase(FailureKind.Fatal)]
    [TestCase(FailureKind.Transient)]
    public async Task ATierThatCannotBeReachedOrUsedStaysInNeedAndIsNamed(FailureKind kind)
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, b);
        b.BeforeApply = (_, _) => throw new TierFaultException(kind, "no good");
        var failed = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a", RepairBench.Impatient).WaitAsync(Deadline));
        Assert.That(failed!.Reasons.Single().Key, Is.EqualTo("b"));
        Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
        b.BeforeApply = (_, _) => Task.CompletedTask;
        await tp.ResyncAsync("b", "a").WaitAsync(Deadline);
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public async Task ADriverThatHangsWhateverItsTokenSaysIsNotEnteredTwice()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        var stand = new TaskCompletionSource();
        await using var tp = await OpenNeedyAsync(folder, a, b);
        var (inside, most) = (0, 0);
        b.BeforeApply = async (batch, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await (batch.Tables.Count > 0 ? stand.Task : Task.CompletedTask);
            Interlocked.Decrement(ref inside);
        };
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a", RepairBench.Impatient).WaitAsync(Deadline));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("b", "a", RepairBench.Impatient).WaitAsync(Deadline));
        stand.SetResult();
        await tp.ResyncAsync("b", "a").WaitAsync(Deadline);
        Assert.That(most, Is.EqualTo(1));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public async Task ATierInNeedIsVerifiedAsItStandsAndTheReportSaysSo()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, new StoreTier());
        var report = await tp.VerifyAsync("b", "a");
        Assert.That((report.IsSettled, report.OfCandles().Missing, report.OfCandles().Whole.Rows), Is.EqualTo((false, 5_000, 0)));
        Assert.That((await tp.VerifyAsync("a", "b")).OfCandles().Extra, Is.EqualTo(5_000));
        var source = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.ResyncAsync("a", "b"));
        Assert.That(source!.Reasons.Single().Key, Is.EqualTo("b"), "and it is no source");
    }

    [Test]
    public async Task ATierIsNotRebuiltFromOneThatHoldsLess()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await FillAsync(folder, a);
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10)
            .AddTier("b", new StoreTier(), _ => [], (tier, _) => tier, options => options.Mirror())
            .AddTier("a", a, _ => [], (tier, _) => tier, options => options.Holds = Domains.Candles));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        var less = await Assert.ThrowsAsync<ArgumentException>(() => tp.ResyncAsync("b", "a"));
        Assert.That(less!.Message, Does.Contain("trades"));
        Assert.That(tp.Tier("b").State, Is.EqualTo(TierState.NeedsResync));
    }

    [Test]
    public async Task ARequiredTierIsRebuiltFromAMirror()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await using var tp = await OpenNeedyAsync(folder, a, b, TierRole.Required, sourceRole: TierRole.Mirror);
        Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Unhealthy));
        await tp.ResyncAsync("b", "a");
        await tp.DrainedAsync();
        Assert.That((tp.GetHealth().Status, (await tp.VerifyAsync("b", "a")).IsClean), Is.EqualTo((HealthStatus.Healthy, true)));
    }

    /// <summary>The tier <c>b</c> is empty, and the journal has let go what the tier <c>a</c> holds.</summary>
    private static async Task<TradePersistence> OpenNeedyAsync(
        TempFolder folder,
        ITier a,
        ITier b,
        TierRole role = TierRole.Mirror,
        Action<JournalOptions>? journal = null,
        TierRole sourceRole = TierRole.Required)
    {
        await FillAsync(folder, a);
        var tp = await OpenAsync(folder, a, b, role, journal, sourceRole);
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        return tp;
    }

    private static async Task FillAsync(TempFolder folder, ITier a)
    {
        await using var tp = await ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10), ("a", a, TierRole.Required));
        await WriteSegmentsAsync(tp, 0, 5_000, "SOL");
        await tp.DrainedAsync();
    }

    // One record per candle, for the journal to run through its segments.
    private static Task WriteSegmentsAsync(TradePersistence tp, int from, int count, string symbol = "ADA") =>
        Task.WhenAll(Enumerable.Range(from, count).Select(i => tp.Candles.SaveAsync(Bars.One(i, 100 + i, symbol))));

    private static Task<TradePersistence> OpenAsync(TempFolder folder, ITier a, ITier b, TierRole role = TierRole.Mirror, Action<JournalOptions>? journal = null, TierRole sourceRole = TierRole.Required) =>
        ChainBench.OpenAsync(
            builder => builder.UseJournal(folder["journal"], options =>
            {
                options.SegmentBytes = 64 << 10;
                journal?.Invoke(options);
            }),
            ("a", a, sourceRole),
            ("b", b, role));

    private static IReadOnlyList<string> Keyed(StoreTier tier) => [.. tier.Rows(Candles).Select(row => row.ToString()).Order(StringComparer.Ordinal)];
}
