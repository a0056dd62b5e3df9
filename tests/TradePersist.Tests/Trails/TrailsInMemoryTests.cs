using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public class TrailsInMemoryTests
{
    private static readonly ReadOptions FromMemory = new() { Tier = MemoryTier.TierName };

    [Test]
    public async Task MemorySaysWhenItHasLetMinutesGo()
    {
        // A hundred rows of the usual width are 21 of a trail's.
        await using var tp = await ChainBench.OpenAsync(builder => builder.UseInMemoryJournal().Options.MemoryRowsPerTable = 100);
        for (var id = 1; id <= 3; id++)
        {
            await tp.Trails.SaveAsync(id, Payloads.Of(id));
        }

        Assert.That((await tp.Trails.GetAsync(3))!.IsComplete, Is.True);
        var cut = await tp.Trails.GetAsync(2);
        Assert.That((cut!.IsComplete, cut.Tier), Is.EqualTo((false, MemoryTier.TierName)));
        Assert.That(cut.Minutes.Select(minute => minute.Minute), Is.EqualTo(Enumerable.Range(9, 6)));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Trails.GetAsync(1));
        var found = await tp.Trails.FindAsync(new TrailQuery());
        Assert.That((found.Count, found.IsComplete), Is.EqualTo((21, false)));
    }

    [Test]
    public async Task WideRowsTakeNoMoreRoomThanNarrowOnes()
    {
        var trails = TrailSchema.Default.Table.Table;
        await using var memory = new MemoryTier(10_000);
        await memory.OpenAsync([CandleTable.Table, trails], default);
        Assert.That(memory.Table(CandleTable.Table).Capacity, Is.EqualTo(10_000));
        Assert.That(memory.Table(trails).Capacity * trails.Columns.Count, Is.InRange(319_000, 320_000), "cells of 24 bytes");
    }

    [Test]
    public async Task MemoryIsWarmedWithTheNewestTrails()
    {
        using var folder = new TempFolder();
        await using (var first = await Door.OpenAsync(folder))
        {
            await first.Trails.SaveAsync(7, Payloads.Of(1));
            await first.Trails.SaveAsync(8, Payloads.Of(2));
            await first.Trails.SaveAsync(7, Payloads.Of(3));
        }

        await using var second = await Door.OpenAsync(folder, builder => builder.Options.MemoryRowsPerTable = 100);
        Assert.That((await second.Trails.GetAsync(7, FromMemory))!.Minutes[0].GetDouble("pm_open_price"), Is.EqualTo(3));
        Assert.That((await second.Trails.GetAsync(8, FromMemory))!.IsComplete, Is.False);
    }

    [Test]
    public async Task ATierCanHoldTrailsAlone()
    {
        var trails = new StoreTier();
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseInMemoryJournal()
            .AddTier("trails", trails, _ => [], (tier, _) => tier, options => options.Holds = Domains.Trails));
        await tp.Candles.SaveAsync(Bars.One(0));
        await tp.Trails.SaveAsync(7, Payloads.Of(1));
        await tp.DrainAsync(TimeSpan.FromSeconds(10));
        Assert.That(trails.Rows(TrailSchema.Default.Table.Table), Has.Count.EqualTo(15));
        Assert.That(trails.Rows(CandleTable.Table), Is.Empty);
    }
}
