using System.Collections.Concurrent;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Control;
using TradePersist.Repair;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Control;

/// <summary>Asked over the socket, a store answers what it answers in its own process.</summary>
public class RunningStoreTests
{
    [Test]
    public async Task HealthIsThatOfTheStore()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(100);
        var mend = await bench.QuarantineAsync(bench.Left, minute: 200);
        var running = await bench.FindAsync();

        var expected = bench.Store.GetHealth();
        var told = await running.GetHealthAsync();
        Assert.That(told.Journal, Is.EqualTo(expected.Journal));
        Assert.That(told.Tiers, Is.EqualTo(expected.Tiers));
        Assert.That(told.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(await running.GetSizeAsync("left"), Is.EqualTo(await ((IStoreControl)bench.Store).GetSizeAsync("left")).And.Positive);
        mend();
    }

    [Test]
    public async Task TheQuarantineIsListedRetriedAndDropped()
    {
        await using var bench = await ControlBench.OpenAsync();
        var mend = await bench.QuarantineAsync(bench.Left, minute: 1);
        var running = await bench.FindAsync();

        Assert.That(await running.GetQuarantineAsync("left"), Is.EqualTo(bench.Store.GetQuarantine("left")).And.Count.EqualTo(1));
        Assert.That(await running.GetQuarantineAsync("right"), Is.Empty);
        Assert.That(await running.RetryQuarantineAsync("left"), Is.Zero, "it is refused still");
        mend();
        Assert.That(await running.RetryQuarantineAsync("left"), Is.EqualTo(1));
        Assert.That(bench.Left.Rows(CandleTable.Table), Has.Count.EqualTo(1));

        await bench.QuarantineAsync(bench.Right, minute: 2);
        Assert.That(await running.DropQuarantinedAsync("right", 1), Is.False);
        Assert.That(await running.DropQuarantinedAsync("right", 2), Is.True);
        Assert.That(bench.Store.GetQuarantine("right"), Is.Empty);
    }

    [Test]
    public async Task TiersAreComparedAndRepairedWithProgress()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(3000);
        bench.Right.Lose(CandleTable.Table, row => row[CandleTable.Ts].AsTimestamp().Minute == 7);
        var running = await bench.FindAsync();
        var progress = new Steps();

        var told = await running.VerifyAsync("right", "left", new VerifyOptions { Examples = 3 }, progress);
        var expected = await bench.Store.VerifyAsync("right", "left", new VerifyOptions { Examples = 3 });
        Assert.Multiple(() =>
        {
            Assert.That(told.Differences, Is.EqualTo(50).And.EqualTo(expected.Differences));
            Assert.That(ControlProtocol.ToJson(told).ToString(), Is.EqualTo(ControlProtocol.ToJson(expected).ToString()), "the whole report");
            Assert.That(progress.Tables, Is.Not.Empty);
        });

        progress = new Steps();
        var repaired = await running.ResyncAsync("right", "left", progress: progress);
        Assert.That((repaired.Repaired, repaired.Unrepaired, repaired.IsRebuild), Is.EqualTo((50L, 0L, false)));
        Assert.That(progress.Tables, Is.Not.Empty);
        Assert.That((await running.VerifyAsync("right", "left")).IsClean, Is.True);
    }

    [Test]
    public async Task ErrorsAreThoseOfTheStore()
    {
        await using var bench = await ControlBench.OpenAsync();
        var running = await bench.FindAsync();
        var noTier = await Assert.ThrowsAsync<ArgumentException>(() => running.GetQuarantineAsync("nowhere"));
        Assert.That(noTier!.Message, Does.Contain("nowhere"));
        await Assert.ThrowsAsync<ArgumentException>(() => running.GetSizeAsync("memory"));
        await Assert.ThrowsAsync<ArgumentException>(() => running.VerifyAsync("left", "right", new VerifyOptions { Examples = -1 }));

        bench.Left.BeforeApply = (_, _) => throw new TierFaultException(FailureKind.Transient, "away");
        await bench.Store.Candles.SaveAsync(Bars.One(0));
        await Until.TrueAsync(() => bench.Store.Tier("left").State == TierState.Down, "the tier is down");
        var isDown = await Assert.ThrowsAsync<TierUnavailableException>(() => running.RetryQuarantineAsync("left"));
        Assert.That(isDown!.Reasons.Single().Key, Is.EqualTo("left"));
        Assert.That(isDown.Reasons.Single().Value, Does.Contain("away"));
    }

    [Test]
    public async Task WhatFailsForAnotherReasonSaysSoAndIsLogged()
    {
        using var folder = new TempFolder();
        var log = new LogBook();
        await using var server = ControlServer.TryOpen(folder.Root, new BrokenStore(), TimeProvider.System, log)!;
        var running = await RunningStore.FindAsync(folder.Root);

        var failure = await Assert.ThrowsAsync<StoreControlException>(() => running!.DropQuarantinedAsync("a", 7));
        Assert.That(failure!.Message, Is.EqualTo(BrokenStore.Reason));
        Assert.That(log.Ids, Is.EqualTo(new[] { 1204, 1205 }));
        Assert.That(log.Texts.First(), Is.EqualTo("An operator asked for Drop of tier a."));
    }

    [Test]
    public async Task CancellingTheCallEndsTheWork()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(10);
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        bench.Left.BeforeQuery = async token =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.TrySetResult();
        };
        using var cancellation = new CancellationTokenSource();
        var verifying = (await bench.FindAsync()).VerifyAsync("left", "right", new VerifyOptions { Patience = TimeSpan.FromHours(1) }, cancellationToken: cancellation.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await cancellation.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => verifying);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class Steps : IProgress<VerifyProgress>
    {
        private readonly ConcurrentQueue<VerifyProgress> _steps = new();

        public IEnumerable<string> Tables => _steps.Select(step => step.Table);

        public void Report(VerifyProgress value) => _steps.Enqueue(value);
    }
}
