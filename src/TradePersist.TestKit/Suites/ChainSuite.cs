using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.TestKit;

/// <summary>A store over the tier, through its own door: what a bot wrote is in the tier once, in the bot's order, whatever fails on the way.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class ChainSuite<TFixture> : TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    private const string TierName = "tier";

    private static readonly ReadOptions FromTier = new() { Tier = TierName, Timeout = TimeSpan.FromSeconds(30) };
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task WhateverFailsOnTheWayEveryRecordArrivesOnceAndInOrder()
    {
        var random = Seed.Random();
        var faulty = new FaultyTier(Fixture.CreateTier(Store));
        await using var store = await OpenStoreAsync(faulty);
        var faults = 60;
        faulty.OnCall = call => call == TierCall.Query || Interlocked.Decrement(ref faults) < 0 ? null : Draw(random);
        var expected = await WriteAsync(store, random);
        await ExpectAsync(store, expected);
        Assert.That(HealthOf(store).Quarantined, Is.Zero);
        Assert.That(HealthOf(store).Retries, Is.GreaterThan(0), "something did fail");
    }

    [Test]
    public async Task AStoreThatIsOpenedAgainGoesOnWhereItWas()
    {
        var random = Seed.Random();
        var journal = Directory.CreateTempSubdirectory("tradepersist-").FullName;
        try
        {
            SortedDictionary<DateTimeOffset, Candle> expected;
            await using (var first = await OpenStoreAsync(Fixture.CreateTier(Store), journal))
            {
                expected = await WriteAsync(first, random);
            }

            await using var second = await OpenStoreAsync(Fixture.CreateTier(Store), journal);
            await ExpectAsync(second, expected);
            await second.Candles.SaveAsync(expected[Start.AddMinutes(3)] = OneOf(3, 7_777));
            await ExpectAsync(second, expected);
        }
        finally
        {
            Directory.Delete(journal, recursive: true);
        }
    }

    [Test]
    public async Task AWriteThatHangsHoldsNobodyUp()
    {
        var released = new TaskCompletionSource();
        var faulty = new FaultyTier(Fixture.CreateTier(Store));
        await using var store = await OpenStoreAsync(faulty);
        faulty.OnCall = call => call == TierCall.Apply ? TierFault.Hang(released.Task) : null;
        var expected = await WriteAsync(store, Seed.Random());
        Assert.That(HealthOf(store).LagRecords, Is.Positive);
        released.SetResult();
        await ExpectAsync(store, expected);
    }

    [Test]
    public async Task ATrailIsReplacedAndDeletedAsAWhole()
    {
        await using var store = await OpenStoreAsync(Fixture.CreateTier(Store));
        await store.Trails.SaveAsync(7, TrailOf(minute: 3, 1));
        await store.Trails.SaveAsync(8, TrailOf(minute: 0, 2));
        await store.Trails.SaveAsync(7, TrailOf(minute: 4, 3));
        var replaced = (await store.Trails.GetAsync(7, FromTier))!;
        Assert.That(replaced.Minutes.Select(minute => minute.GetDouble("pm_open_price")), Is.EqualTo(Enumerable.Range(0, 15).Select(minute => minute == 4 ? 3.0 : default(double?))));
        await store.Trails.DeleteAsync(7);
        Assert.That(await store.Trails.GetAsync(7, FromTier), Is.Null);
        Assert.That(await store.Trails.FindAsync(new TrailQuery(), FromTier), Has.Count.EqualTo(15), "the other trail");
    }

    private static TrailPayload TrailOf(int minute, double price) =>
        new TrailPayload().AddMinute("price_movements", minute, new Dictionary<string, object?> { ["open_price"] = price });

    private static TierFault? Draw(Random random)
    {
        lock (random)
        {
            return random.Next(6) switch
            {
                0 => TierFault.Fail(FailureKind.Transient),
                1 => TierFault.LoseAcknowledgement(),
                2 => TierFault.ApplyPartly(random.Next(20)),
                3 => TierFault.Delay(TimeSpan.FromMilliseconds(random.Next(5))),
                _ => null,
            };
        }
    }

    // Candles that are written over and over, and at times cleared away.
    private static async Task<SortedDictionary<DateTimeOffset, Candle>> WriteAsync(TradePersistence store, Random random)
    {
        var expected = new SortedDictionary<DateTimeOffset, Candle>();
        for (var i = 0; i < 300; i++)
        {
            int minute;
            bool isCleanup;
            int count;
            lock (random)
            {
                (minute, isCleanup, count) = (random.Next(100), random.Next(15) == 0, random.Next(1, 10));
            }

            if (isCleanup)
            {
                var before = Start.AddMinutes(minute / 3);
                await store.Candles.CleanupAsync(before);
                expected.Keys.Where(time => time < before).ToList().ForEach(time => expected.Remove(time));
                continue;
            }

            var candles = Enumerable.Range(minute, count).Select(at => OneOf(at, i)).ToList();
            await store.Candles.SaveAsync(candles);
            candles.ForEach(candle => expected[candle.Timestamp] = candle);
        }

        return expected;
    }

    private static Candle OneOf(int minute, double price) => new("BTC", "1m", Start.AddMinutes(minute), price + 1, price + 2, price + 0.5, price + 1.5, 10);

    private static async Task ExpectAsync(TradePersistence store, SortedDictionary<DateTimeOffset, Candle> expected)
    {
        await Until.TrueAsync(() => HealthOf(store) is { State: TierState.Up, LagRecords: 0 }, "the tier has caught up");
        Assert.That(await store.Candles.LoadAsync("BTC", "1m", null, null, FromTier), Is.EqualTo(expected.Values));
    }

    private static TierHealth HealthOf(TradePersistence store) => store.GetHealth().Tiers.Single(tier => tier.Name == TierName);

    private static Task<TradePersistence> OpenStoreAsync(ITier tier, string? journal = null) => TradePersistence.OpenAsync(builder =>
    {
        _ = journal is null ? builder.UseInMemoryJournal() : builder.UseJournal(journal);
        builder.AddTier(TierName, tier, _ => [], (store, _) => store, options =>
        {
            options.BatchChanges = 5;
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            options.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
        });
    });
}
