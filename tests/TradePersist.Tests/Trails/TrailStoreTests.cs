using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public class TrailStoreTests : TrailTestBase
{
    [Test]
    public async Task ASaveIsOneReplaceOfFifteenRows()
    {
        var receipt = await Trails.SaveAsync(7, Payloads.Of(1.5));
        var change = Rows.Changes.Single();
        Assert.That(receipt.Lsn, Is.EqualTo(1));
        Assert.That(((ReplaceOperation)change.Operations.Single()).Rows, Has.Count.EqualTo(15));
        Assert.That(Rows.Queries.Count + Rows.Finds, Is.Zero, "a write reads nothing");
        Assert.That(Stored, Has.Count.EqualTo(15));

        var trail = await Trails.GetAsync(7);
        Assert.That((trail!.BuyinId, trail.CreatedAt, trail.Tier, trail.IsComplete), Is.EqualTo((7L, (DateTimeOffset?)Start, "rows", true)));
        Assert.That(trail.Minutes.Select(minute => minute.Minute), Is.EqualTo(Enumerable.Range(0, 15)));
        Assert.That(trail.Minutes.Select(minute => minute.GetDouble("pm_open_price")), Is.EqualTo(new double?[] { 1.5, null, null, null, null, null, null, null, null, null, null, null, null, null, null }));
    }

    [Test]
    public async Task SavingAgainReplacesEveryRow()
    {
        await Trails.SaveAsync(7, Payloads.Of(1, minute: 3));
        Time.Advance(TimeSpan.FromHours(1));
        await Trails.SaveAsync(7, Payloads.Of(2, minute: 4));
        var trail = await Trails.GetAsync(7);
        Assert.That(trail!.Minutes.Select(minute => minute.GetDouble("pm_open_price")).OfType<double>(), Is.EqualTo(new[] { 2.0 }));
        Assert.That(trail.Minutes.Select(minute => minute.CreatedAt), Is.All.EqualTo(Start.AddHours(1)));
    }

    [Test]
    public async Task AFlattenedTrailIsSavedWithTheTimeOfTheSave()
    {
        var preview = Trails.Flatten(7, Payloads.Of(1));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Trails.SaveAsync(preview);
        Assert.That(preview.CreatedAt, Is.Null);
        Assert.That((await Trails.GetAsync(7))!.CreatedAt, Is.EqualTo(Start.AddMinutes(1)));
    }

    [Test]
    public async Task AStoredTrailKeepsItsTimeWhenItIsSavedAgain()
    {
        await Trails.SaveAsync(7, Payloads.Of(1));
        var stored = await Trails.GetAsync(7);
        Time.Advance(TimeSpan.FromDays(1));
        await Trails.SaveAsync(stored!);
        Assert.That((await Trails.GetAsync(7))!.CreatedAt, Is.EqualTo(Start));
    }

    [Test]
    public async Task NothingToSaveIsAnErrorAndWritesNothing()
    {
        await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(7, null!));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(7, new TrailPayload()));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(7, new TrailPayload { WindowEnd = Start }));
        await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(7, TrailPayload.Parse("{}")));
        var unfit = TrailPayload.Parse("""{"transactions":[{"minute_span_from":14,"trade_count":"many"}]}""");
        await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(7, unfit));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Trails.SaveAsync(null!));
        Assert.That(Rows.Changes, Is.Empty);
    }

    [Test]
    public async Task AMinuteIsOneRow()
    {
        await Trails.SaveAsync(7, Payloads.Of(1.5, minute: 14));
        Assert.That((await Trails.GetMinuteAsync(7, 14))!.GetDouble("pm_open_price"), Is.EqualTo(1.5));
        Assert.That((await Trails.GetMinuteAsync(7, 0))!.GetDouble("pm_open_price"), Is.Null);
        Assert.That(await Trails.GetMinuteAsync(8, 0), Is.Null);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Trails.GetMinuteAsync(7, 15));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Trails.GetMinuteAsync(7, -1));
    }

    [Test]
    public async Task DeletingSaysWhetherThereWasOne()
    {
        await Trails.SaveAsync(7, Payloads.Of(1));
        await Trails.SaveAsync(8, Payloads.Of(1));
        Assert.That((await Trails.DeleteAsync(7)).Existed, Is.True);
        Assert.That(await Trails.GetAsync(7), Is.Null);
        Assert.That(await Trails.GetAsync(8), Is.Not.Null);
        Assert.That((await Trails.DeleteAsync(7)).Existed, Is.False, "and no error");
        Rows.IsUnavailable = true;
        var blind = await Trails.DeleteAsync(8);
        Assert.That((blind.Existed, blind.Receipt.IsNoOp), Is.EqualTo(((bool?)null, false)), "a write needs no tier");
        Assert.That(Stored, Is.Empty);
    }

    [Test]
    public async Task ATierThatKnowsOnlyAPartDoesNotSayThatThereIsNone()
    {
        Rows.IsComplete = false;
        await Assert.ThrowsAsync<TierUnavailableException>(() => Trails.GetAsync(7));
        await Assert.ThrowsAsync<TierUnavailableException>(() => Trails.GetMinuteAsync(7, 0));
        await Trails.SaveAsync(7, Payloads.Of(1));
        Assert.That((await Trails.GetAsync(7))!.IsComplete, Is.True, "all fifteen are here");
    }

    [Test]
    public async Task ATrailThatLacksMinutesSaysSoAndIsNotSavedAgain()
    {
        await Trails.SaveAsync(7, Payloads.Of(1));
        var table = TrailSchema.Default.Table;
        await Rows.AppendAsync(() => new Change(new DeleteOperation(table.Table, new Filter(new Condition(table.Minute, Comparison.Equal, Value.Of(3L))))), null, default);
        var trail = await Trails.GetAsync(7);
        Assert.That((trail!.IsComplete, trail.Minutes.Count), Is.EqualTo((false, 14)));
        var error = await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(trail));
        Assert.That(error!.Violations.Single().ToString(), Is.EqualTo("minutes = 14: must be 15"));
    }

    [Test]
    public async Task RowsFromElsewhereBecomeATrail()
    {
        var minutes = Enumerable.Range(0, 15).Select(minute => (IEnumerable<KeyValuePair<string, Value>>)[new("pm_open_price", Value.Of(minute / 2.0)), new("pat_swing_trend", Value.Of("bullish")), new("tx_vwap", Value.Of(double.NaN))]).ToList();
        var trail = Trail.FromRows(9, minutes, Start.AddDays(-3));
        Assert.That(trail.Notes.Single(), Is.EqualTo(new TrailNote(TrailNoteKind.NotFinite, "", 15)));
        await Trails.SaveAsync(trail);
        var stored = await Trails.GetAsync(9);
        Assert.That(stored!.CreatedAt, Is.EqualTo(Start.AddDays(-3)));
        Assert.That(stored.Minutes.Select(minute => (minute.GetDouble("pm_open_price"), minute.GetText("pat_swing_trend"))), Is.EqualTo(Enumerable.Range(0, 15).Select(minute => ((double?)(minute / 2.0), "bullish"))));
    }

    [Test]
    public void RowsFromElsewhereThatDoNotFitAreNamed()
    {
        var minutes = Enumerable.Range(0, 14).Select(_ => (IEnumerable<KeyValuePair<string, Value>>)[]).ToList();
        minutes[3] = [new("pm_x", Value.Of(1.0)), new("minute", Value.Of(3L)), new("tx_vwap", Value.Of(1L)), new("tx_trade_count", Value.Of(1L << 40)), new("pat_swing_trend", Value.Of("a\0"))];
        Assert.That(
            Faults(() => Trail.FromRows(9, minutes)).Select(fault => fault.Field),
            Is.EqualTo(new[] { "minutes", "[3].pm_x", "[3].minute", "[3].tx_vwap", "[3].tx_trade_count", "[3].pat_swing_trend" }));
        Assert.That(Faults(() => Trail.FromRows(9, [.. minutes.Take(3), .. Enumerable.Repeat(minutes[0], 12)], new DateTimeOffset(1800, 1, 1, 0, 0, 0, TimeSpan.Zero))).Single().Field, Is.EqualTo("created_at"));
    }

    [Test]
    public async Task ATrailOfAnotherSchemaIsTakenByTheNamesOfItsColumns()
    {
        var other = TrailSchema.Default.WithoutGroup("pm").WithGroup(new TrailGroup("x", TrailShape.Object, "x", [new("x_new", ColumnKind.Double, "new"), new("x_unknown", ColumnKind.Double, "unknown")]));
        var trail = TrailFlattener.Flatten(other, TrailFlagDefault.Unknown, 7, TrailPayload.Parse("""{"transactions":[{"minute_span_from":0,"vwap":1}],"x":{}}"""));
        await Trails.SaveAsync(trail);
        Assert.That((await Trails.GetAsync(7))!.Minutes[0].GetDouble("tx_vwap"), Is.EqualTo(1));
        var lost = TrailFlattener.Flatten(other, TrailFlagDefault.Unknown, 7, TrailPayload.Parse("""{"x":{"new":5}}"""));
        var error = await Assert.ThrowsAsync<RecordValidationException>(() => Trails.SaveAsync(lost));
        Assert.That(error!.Violations, Has.Count.EqualTo(15));
        Assert.That(error.Violations[0].Field, Is.EqualTo("[0].x_new"));
    }

    [Test]
    public async Task FindingTakesEveryKindOfColumn()
    {
        for (var id = 1; id <= 5; id++)
        {
            await Trails.SaveAsync(id, Payloads.Of(id, id == 3 ? null : id / 10.0));
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        var scored = await Trails.FindAsync(new TrailQuery
        {
            Where = [new("minute", Comparison.Equal, Value.Of(0L)), new("pat_breakout_score", Comparison.Greater, Value.Of(0.1))],
            OrderBy = [new("pat_breakout_score", Descending: true)],
        });
        Assert.That(scored.Select(minute => minute.BuyinId), Is.EqualTo(new[] { 5, 4, 2 }));
        Assert.That((scored.Tier, scored.IsComplete, scored.Next), Is.EqualTo(("rows", true, (string?)null)));
        var first = await Trails.FindAsync(new TrailQuery { Where = [new("created_at", Comparison.Less, Value.Of(Start.AddMinutes(2)))], Limit = 20 });
        var rest = await Trails.FindAsync(new TrailQuery { Where = [new("created_at", Comparison.Less, Value.Of(Start.AddMinutes(2)))], Limit = 20, Cursor = first.Next });
        Assert.That(first.Concat(rest).Select(minute => (minute.BuyinId, minute.Minute)), Is.EqualTo(Enumerable.Range(0, 30).Select(i => (1L + (i / 15), i % 15))));
        var integral = await Trails.FindAsync(new TrailQuery { Where = [new("pm_open_price", Comparison.In, Value.Of(2L), Value.Of(4.0)), new("pat_detected_list", Comparison.IsNull)] });
        Assert.That(integral.Select(minute => minute.BuyinId), Is.EqualTo(new[] { 2, 4 }));
    }

    [Test]
    public async Task AQueryThatCannotBeAnsweredSaysEverythingThatIsWrongWithIt()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Trails.FindAsync(new TrailQuery
        {
            Where =
            [
                new("pm_volume", Comparison.IsNull), new("pm_open_price", Comparison.Equal, Value.Of("1")), new("minute", Comparison.Equal, Value.Of(1.5)),
                new("tx_vwap", Comparison.Equal, Value.Null), new("tx_vwap", Comparison.Less, Value.Of(double.NaN)), new("tx_vwap", Comparison.Less), new("tx_vwap", (Comparison)77, Value.Of(1.0)),
            ],
            OrderBy = [new("volume"), new("minute"), new("minute", true)],
            Limit = 0,
        }));
        foreach (var part in new[]
        {
            "no column 'pm_volume'", "'pm_open_price' is Double and is not compared with 1", "'minute' is Int32 and is not compared with 1.5", "'tx_vwap' is Double and is not compared with null",
            "not compared with NaN", "Less on 'tx_vwap' cannot take 0 values", "Unknown comparison", "no column 'volume'", "'minute' is ordered by more than once", "between 1 and 10000, not 0",
        })
        {
            Assert.That(error!.Message, Does.Contain(part));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => Trails.FindAsync(new TrailQuery { Cursor = "AAAA" }));
    }
}
