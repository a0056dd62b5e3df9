using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

/// <summary>A disk that fails while a quarantined record is let go.</summary>
public class QuarantineDiskTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task ARecordWhoseFileStaysDoesNotOvertakeANewerOne([Values("delete", "sync directory")] string failing, [Values] bool isRetry)
    {
        var disk = new FaultyStorage();
        await using var tier = new StoreTier { BeforeApply = FailureTests.Refuse(_ => true) };
        await using (var first = await OpenAsync(disk, tier))
        {
            await SaveAsync(first, close: 1);
            tier.BeforeApply = (_, _) => Task.CompletedTask;
            var isLetGo = false;
            disk.Before = (operation, name) =>
            {
                isLetGo |= operation == "delete" && name.StartsWith("quarantine-a-", StringComparison.Ordinal);
                if (isLetGo && operation == failing)
                {
                    disk.Before = null;
                    throw new IOException("Injected EIO.");
                }
            };
            var worker = first.Workers.Single();
            Func<Task> letGo = isRetry ? () => worker.RetryQuarantineAsync(default) : () => Task.Run(() => worker.Quarantine.Remove(1));
            await Assert.ThrowsAsync<IOException>(() => letGo());
            await SaveAsync(first, close: 2);
        }

        await using var second = await OpenAsync(disk.Reopen(), tier);
        await second.Workers.Single().RetryQuarantineAsync(default);
        Assert.That(tier.Rows(CandleTable.Table).Single()[CandleTable.Close].AsDouble(), Is.EqualTo(2));
        Assert.That(second.Workers.Single().Quarantine.Count, Is.Zero);
    }

    private static async Task SaveAsync(TierChain chain, double close)
    {
        await new CandleStore(chain, TimeProvider.System).SaveAsync(Bars.One(0, close));
        Assert.That(await chain.DrainAsync(Deadline, default), Is.True);
    }

    private static Task<TierChain> OpenAsync(FaultyStorage disk, StoreTier tier) => TierChain.OpenAsync(
        disk,
        JournalHarness.SmallSegments(),
        [new TierRegistration("a", tier, new TierOptions())],
        new Catalog(),
        new ChainOptions(Acknowledgement.Durable, Deadline, Deadline, Deadline, 1_000),
        TimeProvider.System,
        NullLogger.Instance,
        default);
}
