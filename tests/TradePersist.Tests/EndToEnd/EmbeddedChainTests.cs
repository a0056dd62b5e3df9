using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.EndToEnd;

/// <summary>Journal and an embedded database, met by damaged and missing files.</summary>
public abstract class EmbeddedChainTests : SqlChainTests
{
    [Test]
    public async Task ADamagedDatabaseStopsTheTierAndNotTheBot()
    {
        using var folder = new TempFolder();
        await using (var tp = await OpenAsync(folder))
        {
            await tp.Trades.AddAsync(Closed(0));
        }

        await File.WriteAllTextAsync(folder[FileName], string.Concat(Enumerable.Repeat("not a database, by any measure. ", 200)));
        await Assert.CatchAsync(() => OpenAsync(folder), "a required tier that can never be used ends the start");

        await using var mirrored = await OpenAsync(folder, options => options.Mirror());
        await mirrored.Trades.AddAsync(Closed(1));
        Assert.That(mirrored.Tier(TierName).State, Is.EqualTo(TierState.Failed));
    }

    [Test]
    public async Task ADatabaseFileThatIsTakenAwayIsNoticedAndNothingIsLost()
    {
        using var folder = new TempFolder();
        await using (var tp = await OpenAsync(folder))
        {
            await tp.Trades.AddAsync(Closed(0));
        }

        File.Delete(folder[FileName]);
        await using var again = await OpenAsync(folder);
        await Until.TrueAsync(() => again.Tier(TierName).LagRecords == 0, "the journal feeds the new file");
        Assert.That(await CountAsync(again), Is.EqualTo(1), "the journal still held the record");
    }
}
