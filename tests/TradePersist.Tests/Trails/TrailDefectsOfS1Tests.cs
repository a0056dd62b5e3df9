using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>Defects of the trail store that this one replaces; each must stay away.</summary>
public class TrailDefectsOfS1Tests : TrailTestBase
{
    private static readonly ReadOptions FromSqlite = new() { Tier = SqliteBuilderExtensions.DefaultName, Timeout = TimeSpan.FromSeconds(30) };

    [Test]
    public async Task Defect1ABadValueInALaterRowLeavesTheOldRows()
    {
        await Trails.SaveAsync(7, Payloads.Of(1));
        var bad = TrailPayload.Parse("""{"price_movements":[{"minute_span_from":0,"open_price":2},{"minute_span_from":9,"open_price":"bad"}]}""");
        await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(7, bad));
        Assert.That(Rows.Changes, Has.Count.EqualTo(1), "DELETE and 15 INSERTs in autocommit left 9 new rows and none of the old");
        Assert.That((await Trails.GetAsync(7))!.Minutes[0].GetDouble("pm_open_price"), Is.EqualTo(1));
    }

    [Test]
    public async Task Defect2ANamedTierAnswersWithValuesAndNotWithTheNamesOfColumns()
    {
        using var folder = new TempFolder();
        await using var tp = await Door.OpenAsync(folder);
        await tp.Trails.SaveAsync(7, Payloads.Of(1.5, 0.4));
        var trail = await tp.Trails.GetAsync(7, FromSqlite);
        Assert.That(trail!.Tier, Is.EqualTo(FromSqlite.Tier));
        Assert.That((trail.Minutes[0].GetDouble("pm_open_price"), trail.Minutes[14].GetDouble("pat_breakout_score")), Is.EqualTo(((double?)1.5, (double?)0.4)));
        Assert.That(trail.Minutes.SelectMany(minute => minute.Values).Where(value => value.Value.ToString() == value.Key), Is.Empty);
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Trails.GetAsync(7, new ReadOptions { Tier = "mysql" }), "an unknown source meant another one");
    }

    [Test]
    public async Task Defect3ATableWithOtherColumnsIsExtendedAndNotDropped()
    {
        using var folder = new TempFolder();
        var narrow = TrailSchema.Default.WithoutGroup("btc").WithoutGroup("eth");
        await using (var old = await Door.OpenAsync(folder, builder => builder.UseTrailSchema(narrow)))
        {
            await old.Trails.SaveAsync(7, Payloads.Of(1.5));
        }

        for (var run = 0; run < 2; run++)
        {
            await using var tp = await Door.OpenAsync(folder);
            var trail = await tp.Trails.GetAsync(7, FromSqlite);
            Assert.That((trail!.Minutes[0].GetDouble("pm_open_price"), trail.Minutes[0].GetDouble("btc_open_price")), Is.EqualTo(((double?)1.5, (double?)null)), $"run {run}: it can be done twice, which is defect 7");
        }
    }

    [Test]
    public async Task Defect8EntriesOfSeventeenDigitsAreTheKey()
    {
        const long Id = 20251230150716303;
        Assert.That((long)(double)Id, Is.Not.EqualTo(Id), "it is no double");
        using var folder = new TempFolder();
        await using var tp = await Door.OpenAsync(folder);
        await Task.WhenAll(tp.Trails.SaveAsync(Id, Payloads.Of(1)), tp.Trails.SaveAsync(Id + 1, Payloads.Of(2)), tp.Trails.SaveAsync(Id, Payloads.Of(1)));
        Assert.That((await tp.Trails.GetAsync(Id, FromSqlite))!.Minutes[0].GetDouble("pm_open_price"), Is.EqualTo(1));
        Assert.That((await tp.Trails.GetAsync(Id + 1, FromSqlite))!.Minutes[0].GetDouble("pm_open_price"), Is.EqualTo(2));
        Assert.That(TrailSchema.Default.Table.Table.Find("id"), Is.Null, "max + 1 of two writers is one id");
    }

    [Test]
    public async Task Defect9AStoreThatWasAwayGetsTheTrailWhenItComesBack()
    {
        var away = true;
        var mirror = new StoreTier { BeforeApply = (_, _) => away ? throw new TierFaultException(FailureKind.Transient) : Task.CompletedTask };
        await using var tp = await ChainBench.OpenAsync(("duckdb", new StoreTier(), TierRole.Required), ("mysql", mirror, TierRole.Mirror));
        await tp.Trails.SaveAsync(7, Payloads.Of(1));
        Assert.That(await tp.Trails.GetAsync(7, new ReadOptions { Tier = "duckdb" }), Is.Not.Null);
        away = false;
        await Until.TrueAsync(() => mirror.Rows(TrailSchema.Default.Table.Table).Count == 15, "the mirror has the trail");
    }

    [Test]
    public void Defect10AFlagThatIsMissingIsUnknown()
    {
        string[] flags = [.. TrailSchema.Default.Columns.Where(column => column.Kind == ColumnKind.Bool).Select(column => column.Name)];
        Assert.That(flags, Has.Length.EqualTo(8));
        foreach (var (json, inOldStyle) in new[] { ("""{"patterns":{"error":"no_price_data"}}""", (bool?)false), ("""{"transactions":[]}""", false), ("""{"patterns":"none"}""", null) })
        {
            Assert.That(flags.Select(flag => Flatten(json).Minutes[0].GetBool(flag)), Is.All.Null, json);
            var old = NewStore(flagDefault: TrailFlagDefault.False).Flatten(1, TrailPayload.Parse(json)).Minutes[0];
            Assert.That(flags.Select(old.GetBool), Is.All.EqualTo(inOldStyle), json);
        }
    }

    [Test]
    public void Defect10WhatTheBotSaysIsStoredAsItIs() =>
        Assert.That(Flatten("""{"whale_activity":[{"minute_span_from":0,"accumulation_ratio":999}]}""").Minutes[0].GetDouble("wh_accumulation_ratio"), Is.EqualTo(999), "the sentinel is the bot's");

    [Test]
    public void Defect11TheRangeOfPricesIsOfTheStart()
    {
        // Of the mean, 150, it would be 66.6667.
        Assert.That(Trails.Flatten(1, Payloads.Prices("100", "150", "200")).Minutes[0].GetDouble("sp_price_range_pct"), Is.EqualTo(100));
    }

    [Test]
    public async Task Defect12EveryGroupCanBeAskedFor()
    {
        await Trails.SaveAsync(7, TrailPayload.Parse("""
            {"btc_price_movements":[{"minute_span_from":0,"open_price":90000}],"eth_price_movements":[{"minute_span_from":0,"open_price":3000}],"second_prices":[{"price":1},{"price":2}]}
            """));
        var found = await Trails.FindAsync(new TrailQuery
        {
            Where = [new("btc_open_price", Comparison.Greater, Value.Of(1L)), new("eth_open_price", Comparison.Greater, Value.Of(1L)), new("sp_total_change_pct", Comparison.Equal, Value.Of(100L))],
        });
        Assert.That(found.Single().BuyinId, Is.EqualTo(7));
    }

    [Test]
    public async Task Defect13NoDataAndNoDatabaseLookDifferent()
    {
        var tier = new StoreTier();
        await using var tp = await ChainBench.OpenAsync(builder => builder.UseInMemoryJournal().Options.MemoryRowsPerTable = 100, ("a", tier, TierRole.Required));
        Assert.That(await tp.Trails.GetAsync(7), Is.Null);
        Assert.That(await tp.Trails.FindAsync(new TrailQuery()), Is.Empty);
        for (var id = 1; id <= 5; id++)
        {
            await tp.Trails.SaveAsync(id, Payloads.Of(id));
        }

        await tp.DrainAsync(TimeSpan.FromSeconds(10));
        tier.BeforeQuery = _ => throw new TierFaultException(FailureKind.Transient, "no route");
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Trails.GetAsync(1));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Trails.GetMinuteAsync(1, 0));
        await Assert.ThrowsAsync<TierUnavailableException>(() => tp.Trails.FindAsync(new TrailQuery { Where = [new("buyin_id", Comparison.Equal, Value.Of(1L))] }));
    }

    [Test]
    public void Defect15TimesWithAndWithoutAZoneMix()
    {
        foreach (var (end, stamp) in new[]
        {
            ("2026-03-01T12:00:30+00:00", "2026-03-01 11:57:00"), ("2026-03-01 12:00:30", "2026-03-01T11:57:00Z"), ("2026-03-01T13:00:30.5+01:00", "2026-03-01T11:57:59.999"),
            ("2026-03-01 12:00", "2026-03-01T06:57:00-05:00"), ("2026-03-01 12:00:30 UTC", "2026-03-01 11:57:00+00"), ("2026-03-01 12:00:30.123456789Z", "2026-03-01 17:27:00+0530"),
        })
        {
            var trail = Flatten($$"""{"followed_at":"{{end}}","transactions":[{"minute_timestamp":"{{stamp}}","vwap":1}]}""");
            Assert.That(trail.Minutes.Single(minute => minute.GetDouble("tx_vwap") == 1).Minute, Is.EqualTo(3), $"{end} and {stamp}");
        }

        var unclear = Flatten("""{"followed_at":"2026-03-01T12:00:30Z","transactions":[{"minute_timestamp":"03/01/2026 11:57"},{"minute_timestamp":"2026-02-30 11:57:00"},{"minute_timestamp":5},{"minute_timestamp":"2026-03-01 11:57:99"}]}""");
        Assert.That(unclear.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.NoMinute, "transactions", 4)));
    }
}
