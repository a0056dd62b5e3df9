using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class LifeTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Test]
    public async Task AStopDoesNotWaitForATierThatHangsWhateverItsTokenSays()
    {
        using var folder = new TempFolder();
        var never = new TaskCompletionSource();
        var hanging = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? never.Task : Task.CompletedTask };
        var other = new StoreTier();
        var tp = await OpenAsync(folder, ("a", hanging, TierRole.Required), ("b", other, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        await tp.StopAsync().WaitAsync(Deadline);
        await using (var again = await OpenAsync(folder, ("b", other, TierRole.Required)))
        {
            Assert.That(other.Rows(CandleTable.Table), Has.Count.EqualTo(1), "the journal was let go");
        }

        never.SetResult();
    }

    [Test]
    public async Task AStartThatIsCancelledDoesNotWaitForATierThatHangs()
    {
        using var folder = new TempFolder();
        var never = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        var hanging = new StoreTier
        {
            BeforeApply = (_, _) =>
            {
                cancel.CancelAfter(TimeSpan.FromMilliseconds(50));
                return never.Task;
            },
        };
        await Assert.CatchAsync<OperationCanceledException>(() => TradePersistence.OpenAsync(
            builder => builder.UseJournal(folder["journal"]).AddTier("a", hanging, _ => [], (tier, _) => tier),
            cancellationToken: cancel.Token).WaitAsync(Deadline, CancellationToken.None));
        never.SetResult();
        await using var again = await OpenAsync(folder, ("a", new StoreTier(), TierRole.Required));
    }

    [Test]
    public async Task ASecondStopWaitsForTheFirst()
    {
        var stand = new TaskCompletionSource();
        var slow = new StoreTier { BeforeApply = (batch, _) => batch.Position > 0 ? stand.Task : Task.CompletedTask };
        var tp = await ChainBench.OpenAsync(("a", slow, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(0));
        var first = tp.StopAsync();
        var second = tp.StopAsync();
        Assert.That(second.IsCompleted, Is.False);
        stand.SetResult();
        await Task.WhenAll(first, second).WaitAsync(Deadline);
        Assert.That(slow.Rows(CandleTable.Table), Has.Count.EqualTo(1));
        await tp.StopAsync();
        await tp.DisposeAsync();
        await tp.DisposeAsync();
    }

    [Test]
    public async Task ATierThatFailsToCloseKeepsNobodyElseFromIt()
    {
        using var folder = new TempFolder();
        var isClosed = false;
        var broken = new StoreTier { OnDispose = () => throw new InvalidOperationException("cannot close") };
        var other = new StoreTier
        {
            OnDispose = () =>
            {
                isClosed = true;
                return ValueTask.CompletedTask;
            },
        };
        var tp = await OpenAsync(folder, ("a", broken, TierRole.Required), ("b", other, TierRole.Required));
        await tp.DisposeAsync();
        Assert.That(isClosed, Is.True);
        broken.OnDispose = () => ValueTask.CompletedTask;
        await using var again = await OpenAsync(folder, ("a", broken, TierRole.Required));
    }

    [Test]
    public async Task AStopDuringTheStartWaitsForItAndLetsTheJournalGo()
    {
        using var folder = new TempFolder();
        var slow = new StoreTier { BeforeApply = (_, token) => Task.Delay(500, token) };
        await using var provider = new ServiceCollection()
            .AddTradePersistence(builder => builder.UseJournal(folder["journal"]).AddTier("a", slow, _ => [], (tier, _) => tier))
            .BuildServiceProvider();
        var tp = provider.GetRequiredService<TradePersistence>();
        var start = tp.StartAsync();
        await tp.DisposeAsync();
        await start;
        await using var again = await OpenAsync(folder, ("b", new StoreTier(), TierRole.Required));
    }

    [Test]
    public async Task WhatWasStoppedDoesNotPretendToStart()
    {
        var tp = await ChainBench.OpenAsync(("a", new StoreTier(), TierRole.Required));
        await tp.StopAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => tp.StartAsync());
    }

    [Test]
    public async Task AStartThatFailedHalfWayCanBeTriedAgain()
    {
        using var folder = new TempFolder();
        var tier = new StoreTier { OnOpen = () => new SchemaMismatchException(["candles.open: is TEXT, must be REAL"]) };
        await using var provider = new ServiceCollection()
            .AddTradePersistence(builder => builder
                .UseJournal(folder["journal"])
                .AddTier("a", new StoreTier(), _ => [], (store, _) => store)
                .AddTier("b", tier, _ => [], (store, _) => store))
            .BuildServiceProvider();
        var tp = provider.GetRequiredService<TradePersistence>();
        await Assert.ThrowsAsync<SchemaMismatchException>(() => tp.StartAsync());
        tier.OnOpen = () => null;
        await tp.StartAsync();
        await tp.Candles.SaveAsync(Bars.One(0));
        Assert.That(await tp.DrainAsync(Deadline), Is.True);
        Assert.That(tier.Rows(CandleTable.Table), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task AHostThatIsOutOfPatienceEndsTheDrain()
    {
        var stand = new TaskCompletionSource();
        var slow = new StoreTier { BeforeApply = (batch, token) => batch.Position > 0 ? stand.Task.WaitAsync(token) : Task.CompletedTask };
        await using var provider = new ServiceCollection()
            .AddTradePersistence(builder =>
            {
                builder.UseInMemoryJournal().AddTier("a", slow, _ => [], (tier, _) => tier);
                builder.Options.DrainTimeout = TimeSpan.FromMinutes(5);
            })
            .BuildServiceProvider();
        var service = provider.GetServices<IHostedService>().Cast<IHostedLifecycleService>().Single();
        await service.StartAsync(CancellationToken.None);
        await provider.GetRequiredService<ICandleStore>().SaveAsync(Bars.One(0));
        await service.StoppedAsync(new CancellationToken(canceled: true)).WaitAsync(Deadline);
    }

    private static Task<TradePersistence> OpenAsync(TempFolder folder, params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"]).Options.DrainTimeout = TimeSpan.FromMilliseconds(200), tiers);
}
