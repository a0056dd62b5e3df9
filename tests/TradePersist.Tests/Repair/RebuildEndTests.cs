using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Journal.Storage;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>What a rebuild that does not come to its end leaves, and what is said of the tier meanwhile.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RebuildEndTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly StoreTier _a = new();
    private readonly StoreTier _b = new();
    private readonly StoreTier _c = new();
    private readonly TaskCompletionSource _isCopying = new();
    private readonly TaskCompletionSource _goOn = new();

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _c.DisposeAsync();
    }

    [Test]
    public async Task AWriteIsNotSaidToBeInARequiredTierThatIsOnlyBeingRebuilt()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenNeedyAsync(folder);
        var slow = new TaskCompletionSource();
        _b.BeforeApply = (_, _) => slow.Task;
        var writes = Enumerable.Range(0, 5).Select(i => tp.Candles.SaveAsync(Bars.One(i, 7, "ETH"))).ToList();
        await Until.TrueAsync(() => tp.Tier("c").LagRecords == 0 && tp.GetHealth().Journal.LastLsn == tp.Tier("b").Position + 5, "the source has them");
        HangInCopy();
        var resync = tp.ResyncAsync("a", "c");
        await _isCopying.Task.WaitAsync(Deadline);
        slow.SetResult();
        foreach (var write in writes)
        {
            var lacking = await Assert.ThrowsAsync<TierUnavailableException>(() => write.WaitAsync(Deadline));
            Assert.That(lacking!.Reasons.Single().Key, Is.EqualTo("a"));
        }

        Assert.That(tp.Tier("a").Position, Is.Zero);
        _goOn.SetException(new TierFaultException(FailureKind.Fatal, "no good"));
        await Assert.ThrowsAsync<TierUnavailableException>(() => resync.WaitAsync(Deadline));
        Assert.That((tp.Tier("a").State, tp.Tier("a").Position), Is.EqualTo((TierState.NeedsResync, 0)));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Candles.SaveAsync(Bars.One(9)).WaitAsync(Deadline));

        _a.BeforeApply = (_, _) => Task.CompletedTask;
        await tp.ResyncAsync("a", "c").WaitAsync(Deadline);
        var receipt = await tp.Candles.SaveAsync(Bars.One(10)).WaitAsync(Deadline);
        Assert.That(receipt.Tiers!["a"], Is.EqualTo(TierOutcome.Committed));
        Assert.That((await tp.VerifyAsync("a", "b")).IsClean, Is.True);
    }

    [Test]
    public async Task WhatTheJournalKeptForARebuildThatFailedItLetsGoAtOnce()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenNeedyAsync(folder, Acknowledgement.Durable);
        HangInCopy();
        var resync = tp.ResyncAsync("a", "c");
        await _isCopying.Task.WaitAsync(Deadline);
        var first = tp.GetHealth().Journal.FirstLsn;
        await Task.WhenAll(Enumerable.Range(0, 3_000).Select(i => tp.Candles.SaveAsync(Bars.One(i, 7, "ETH"))));
        await Until.TrueAsync(() => tp.Tier("b").LagRecords == 0 && tp.Tier("c").LagRecords == 0, "the others have all");
        Assert.That(tp.GetHealth().Journal.FirstLsn, Is.EqualTo(first), "the journal keeps them");
        _goOn.SetException(new TierFaultException(FailureKind.Fatal, "no good"));
        await Assert.ThrowsAsync<TierUnavailableException>(() => resync.WaitAsync(Deadline));
        await Until.TrueAsync(() => tp.GetHealth().Journal.FirstLsn > first, "nobody needs them");
    }

    [Test]
    public async Task OneThatIsGivenUpAtItsVeryEndIsNoSuccess()
    {
        TierRegistration[] tiers = [new("a", _a, new TierOptions()), new("b", _b, new TierOptions().Mirror())];
        await using var chain = await TierChain.OpenAsync(
            new MemoryJournalStorage(),
            JournalHarness.SmallSegments(),
            tiers,
            new Catalog(),
            new ChainOptions(Acknowledgement.Durable, Deadline, Deadline, Deadline, 1_000),
            TimeProvider.System,
            NullLogger.Instance,
            default);
        await new CandleStore(chain, TimeProvider.System).SaveAsync(Bars.One(0));
        Assert.That(await chain.DrainAsync(Deadline, default), Is.True);
        chain.Workers[1].CutLoose("by hand");
        var isGivenUp = false;
        _b.AfterCommit = batch =>
        {
            if (batch is { Expected: 0, Position: > 0 } && !isGivenUp)
            {
                isGivenUp = true;
                chain.Workers[1].CutLoose("at the end");
            }
        };
        var givenUp = await Assert.ThrowsAsync<TierUnavailableException>(() => chain.Repairs.ResyncAsync("b", "a", null, null, default).WaitAsync(Deadline));
        Assert.That((isGivenUp, givenUp!.Message), Is.EqualTo((true, givenUp.Message)));
        Assert.That(givenUp.Message, Does.Contain("at the end"));
        Assert.That(chain.Workers[1].Status.State, Is.EqualTo(TierState.NeedsResync));
    }

    private void HangInCopy() => _a.BeforeApply = (batch, token) =>
    {
        if (batch.Tables.Count == 0)
        {
            return Task.CompletedTask;
        }

        _isCopying.TrySetResult();
        return _goOn.Task.WaitAsync(token);
    };

    /// <summary>The required <c>b</c> and the mirror <c>c</c> hold what the journal has let go; the required <c>a</c> is empty.</summary>
    private async Task<TradePersistence> OpenNeedyAsync(TempFolder folder, Acknowledgement acknowledgement = Acknowledgement.RequiredTiers)
    {
        void Configure(TradePersistenceBuilder builder) => builder.UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10);
        await using (var tp = await ChainBench.OpenAsync(Configure, ("b", _b, TierRole.Required), ("c", _c, TierRole.Mirror)))
        {
            await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => tp.Candles.SaveAsync(Bars.One(i))));
            await tp.DrainedAsync();
        }

        var needy = await ChainBench.OpenAsync(
            builder =>
            {
                Configure(builder);
                builder.Acknowledge(acknowledgement);
            },
            ("b", _b, TierRole.Required),
            ("a", _a, TierRole.Required),
            ("c", _c, TierRole.Mirror));
        await Until.TrueAsync(() => needy.Tier("a").State == TierState.NeedsResync, "the tier asks for a resync");
        return needy;
    }
}
