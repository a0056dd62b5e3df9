using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public class FlattenTests : TrailTestBase
{
    [Test]
    public void ThereAreAlwaysFifteenRowsOfOneEntry()
    {
        var trail = Flatten("""{"symbol":"SOLUSDT"}""");
        Assert.That(trail.Minutes.Select(minute => (minute.BuyinId, minute.Minute)), Is.EqualTo(Enumerable.Range(0, 15).Select(minute => (1L, minute))));
        Assert.That(trail.CreatedAt, Is.Null, "it is not saved");
        var known = trail.Minutes[7].Values.Where(value => !value.Value.IsNull).Select(value => $"{value.Key}={value.Value}");
        Assert.That(known, Is.EqualTo(new[] { "pat_detected_count=0", "sp_price_count=0" }));
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.NoData, "", 1)), "so that a caller can tell");
        Assert.That(trail.Notes.Count(note => note.Kind == TrailNoteKind.Absent), Is.EqualTo(8));
    }

    [Test]
    public void TheFirstRecordOfAMinuteCounts()
    {
        var trail = Flatten("""
            {"transactions":[
              {"minute_span_from":3,"vwap":1.5,"trade_count":0},
              {"minute_span_from":3,"vwap":2.5,"large_trade_count":9},
              {"minute_span_from":"4","vwap":4},
              {"minute_span_from":5.9,"vwap":5},
              {"minute_span_from":14,"vwap":14}]}
            """);
        Assert.That(trail.Minutes.Select(minute => minute.GetDouble("tx_vwap")), Is.EqualTo(new double?[] { null, null, null, 1.5, 4, 5, null, null, null, null, null, null, null, null, 14 }));
        Assert.That(trail.Minutes[3].GetInt32("tx_trade_count"), Is.Zero, "zero is kept");
        Assert.That(trail.Minutes[3].GetInt32("tx_large_trade_count"), Is.Null, "records are not mixed");
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.Repeated, "transactions", 1)));
    }

    [Test]
    public void RecordsThatFindNoRowAreCounted()
    {
        var trail = Flatten("""
            {"whale_activity":[
              {"minute_span_from":-1},{"minute_span_from":15},{"minute_span_from":1e300},
              {"inflow_sol":1},{"minute_span_from":null},{"minute_span_from":"soon"},{"minute_span_from":true},{"minute_timestamp":"2026-01-01 00:00:00"},null,7]}
            """);
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.OutsideWindow, "whale_activity", 3)));
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.NoMinute, "whale_activity", 7)));
    }

    [TestCase("\"n/a\"")]
    [TestCase("{}")]
    [TestCase("null")]
    public void ASectionThatIsNoListLeavesItsGroupNull(string section)
    {
        var trail = Flatten($$"""{"price_movements":{{section}},"transactions":[{"minute_span_from":0,"vwap":1}]}""");
        Assert.That(trail.Minutes[0].Values.Where(value => value.Key.StartsWith("pm_")).All(value => value.Value.IsNull));
        Assert.That(trail.Minutes[0].GetDouble("tx_vwap"), Is.EqualTo(1));
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.WrongShape, "price_movements", 1)));
    }

    [Test]
    public void TheOrderBookGoesByEitherName()
    {
        Assert.That(Flatten("""{"order_book":[{"minute_span_from":0,"mid_price":7}]}""").Minutes[0].GetDouble("ob_mid_price"), Is.EqualTo(7));
        var both = Flatten("""{"order_book":[{"minute_span_from":0,"mid_price":7}],"order_book_signals":[{"minute_span_from":0,"mid_price":8}]}""");
        Assert.That(both.Minutes[0].GetDouble("ob_mid_price"), Is.EqualTo(8));
        var first = Flatten("""{"order_book":[{"minute_span_from":0,"mid_price":7}],"order_book_signals":null}""");
        Assert.That(first.Minutes[0].GetDouble("ob_mid_price"), Is.EqualTo(7));
    }

    [Test]
    public void PatternsAreRepeatedOnEveryRow()
    {
        var trail = Flatten("""
            {"patterns":{"detected":["ascending_triangle","falling_wedge"],"breakout_score":0.613,
              "ascending_triangle":{"detected":true,"confidence":0.7,"resistance_level":101.5},
              "bullish_flag":{"detected":false,"confidence":0.0},
              "falling_wedge":{"detected":true,"confidence":0.5,"wedge_contraction":0.25},
              "cup_and_handle":{"depth_pct":12.5},
              "swing_structure":{"trend":"bullish","higher_lows":true,"total_swing_highs":3}}}
            """);
        foreach (var minute in trail.Minutes)
        {
            Assert.That(minute.GetDouble("pat_breakout_score"), Is.EqualTo(0.613));
            Assert.That(minute.GetInt32("pat_detected_count"), Is.EqualTo(2));
            Assert.That(minute.GetText("pat_detected_list"), Is.EqualTo("ascending_triangle,falling_wedge"));
            Assert.That(minute.GetBool("pat_asc_tri_detected"), Is.True);
            Assert.That(minute.GetDouble("pat_asc_tri_resistance_level"), Is.EqualTo(101.5));
            Assert.That(minute.GetDouble("pat_asc_tri_support_level"), Is.Null);
            Assert.That(minute.GetBool("pat_bull_flag_detected"), Is.False);
            Assert.That(minute.GetDouble("pat_bull_flag_confidence"), Is.Zero);
            Assert.That(minute.GetDouble("pat_fall_wedge_contraction"), Is.EqualTo(0.25));
            Assert.That(minute.GetDouble("pat_cup_handle_depth_pct"), Is.EqualTo(12.5), "by the name in the column");
            Assert.That(minute.GetText("pat_swing_trend"), Is.EqualTo("bullish"));
            Assert.That(minute.GetBool("pat_swing_lower_highs"), Is.Null);
        }
    }

    [Test]
    public void NoPatternsAndPatternsThatAreNoObjectDiffer()
    {
        var none = Flatten("""{"patterns":{"detected":[]}}""").Minutes[0];
        Assert.That((none.GetInt32("pat_detected_count"), none.GetText("pat_detected_list"), none.GetDouble("pat_breakout_score")), Is.EqualTo((0, (string?)null, (double?)null)));
        Assert.That(Flatten("""{"transactions":[]}""").Minutes[0].GetInt32("pat_detected_count"), Is.Zero);
        var wrong = Flatten("""{"patterns":["triangle"]}""");
        Assert.That(wrong.Minutes[0].Values.Where(value => value.Key.StartsWith("pat_")).All(value => value.Value.IsNull));
        Assert.That(wrong.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.WrongShape, "patterns", 1)));
    }

    [Test]
    public void StatisticsOfThePricesAreComputedByHand()
    {
        // 100, 104, 98, 102: mean 101, squares 1 + 9 + 9 + 1 = 20, deviation sqrt(5) = 2.2360679..., of 101: 2.213928...%.
        var minute = Trails.Flatten(1, Payloads.Prices("100", "\"104\"", "98.0", "102")).Minutes[14];
        Assert.That(minute.GetInt32("sp_price_count"), Is.EqualTo(4));
        Assert.That(
            new[] { "min_price", "max_price", "start_price", "end_price", "price_range_pct", "total_change_pct", "volatility_pct", "avg_price" }.Select(name => minute.GetDouble($"sp_{name}")),
            Is.EqualTo(new double?[] { 98, 104, 100, 102, 6, 2, 2.2139, 101 }));
    }

    [Test]
    public void StatisticsThatDoNotExistAreNull()
    {
        var none = Trails.Flatten(1, Payloads.Prices("null", "\"?\"", "true", "\"NaN\"", "1e999"));
        Assert.That(none.Minutes[0].Values.Where(value => value.Key.StartsWith("sp_")).Select(value => value.Value.ToString()), Is.EqualTo(Enumerable.Repeat("null", 8).Prepend("0")));
        Assert.That(none.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.Unreadable, "second_prices", 5)));
        var one = Trails.Flatten(1, Payloads.Prices("5")).Minutes[0];
        Assert.That((one.GetDouble("sp_volatility_pct"), one.GetDouble("sp_price_range_pct")), Is.EqualTo(((double?)null, (double?)0)));
        var negative = Trails.Flatten(1, Payloads.Prices("-2", "1")).Minutes[0];
        Assert.That((negative.GetDouble("sp_total_change_pct"), negative.GetDouble("sp_price_range_pct"), negative.GetDouble("sp_volatility_pct")), Is.EqualTo(((double?)null, (double?)null, (double?)null)));
        Assert.That(negative.GetDouble("sp_avg_price"), Is.EqualTo(-0.5));
        var huge = Trails.Flatten(1, Payloads.Prices("1.5e308", "1.5e308"));
        Assert.That(huge.Minutes[0].GetDouble("sp_avg_price"), Is.Null);
        Assert.That(huge.Notes.Single(note => note.Kind == TrailNoteKind.NotFinite).Count, Is.GreaterThan(0));
    }

    // 1/512 = 0.001953125 and 3/512 = 0.005859375 are doubles, and lie halfway between 8 decimals.
    [TestCase("0.001953125", 0.00195312)]
    [TestCase("0.005859375", 0.00585938)]
    [TestCase("0.123456785", 0.12345678)] // the double is 0.12345678499999999...
    [TestCase("0.000000005", 1E-08)] // the double is 0.0000000050000000000000001...
    [TestCase("1e300", 1e300)]
    [TestCase("4.9e-324", 0)]
    [TestCase("-2.5", -2.5)]
    public void PricesAreRoundedHalfToEvenByTheirExactValue(string price, double rounded) =>
        Assert.That(Trails.Flatten(1, Payloads.Prices(price)).Minutes[0].GetDouble("sp_start_price"), Is.EqualTo(rounded));

    [Test]
    public void AMinuteIsFoundByItsTimeWhereItDoesNotSayWhichItIs()
    {
        var trail = Flatten("""
            {"window":{"start":"2026-03-01 11:45:30","end":"2026-03-01 12:00:30"},
             "price_movements":[
              {"minute_timestamp":"2026-03-01 12:00:00","open_price":0},
              {"minute_timestamp":"2026-03-01 11:59:59","open_price":1},
              {"minute_timestamp":"2026-03-01 12:58:00+01:00","open_price":2},
              {"minute_timestamp":"2026-03-01T11:46:00Z","open_price":14},
              {"minute_timestamp":"2026-03-01 11:45:00","open_price":15}],
             "transactions":[{"minute_timestamp":"2026-03-01T12:05:00.123456789","vwap":0.5}]}
            """);
        Assert.That(trail.Minutes.Select(minute => minute.GetDouble("pm_open_price")), Is.EqualTo(new double?[] { 0, 1, 2, null, null, null, null, null, null, null, null, null, null, null, 14 }));
        Assert.That(trail.Minutes[0].GetDouble("tx_vwap"), Is.EqualTo(0.5), "after the end counts as the newest");
        Assert.That(trail.Notes, Has.One.EqualTo(new TrailNote(TrailNoteKind.OutsideWindow, "price_movements", 1)), "the sixteenth calendar minute");
    }

    [Test]
    public void ValuesAreTakenAsTheyAreMeant()
    {
        var trail = Flatten("""
            {"order_book_signals":[{"minute_span_from":0,"mid_price":"1.5","spread_bps":" 5.38e-06 ","coverage_seconds":60.5,"sample_count":"7"},
                                   {"minute_span_from":1,"coverage_seconds":61.5,"sample_count":2147483647.4}],
             "patterns":{"swing_structure":{"higher_lows":1,"lower_highs":"False","trend":7}}}
            """);
        Assert.That((trail.Minutes[0].GetDouble("ob_mid_price"), trail.Minutes[0].GetDouble("ob_spread_bps")), Is.EqualTo(((double?)1.5, (double?)5.38e-06)));
        Assert.That((trail.Minutes[0].GetInt32("ob_coverage_seconds"), trail.Minutes[1].GetInt32("ob_coverage_seconds")), Is.EqualTo((60, 62)), "half to even");
        Assert.That((trail.Minutes[0].GetInt32("ob_sample_count"), trail.Minutes[1].GetInt32("ob_sample_count")), Is.EqualTo((7, int.MaxValue)));
        Assert.That((trail.Minutes[0].GetBool("pat_swing_higher_lows"), trail.Minutes[0].GetBool("pat_swing_lower_highs")), Is.EqualTo((true, false)));
        Assert.That(trail.Minutes[0].GetText("pat_swing_trend"), Is.EqualTo("7"));
    }

    [Test]
    public void WhatIsNotFiniteIsNullAndCounted()
    {
        var trail = Flatten("""
            {"price_movements":[{"minute_span_from":0,"open_price":NaN,"high_price":-Infinity,"low_price":"inf","close_price":1e999,"avg_price":1}],
             "order_book_signals":[{"minute_span_from":2,"sample_count":Infinity}],"note":"NaN \" Infinity"}
            """);
        Assert.That(trail.Minutes[0].Values.Where(value => !value.Value.IsNull && value.Key.StartsWith("pm_")).Select(value => value.Key), Is.EqualTo(new[] { "pm_avg_price" }));
        Assert.That(trail.Notes.Where(note => note.Kind == TrailNoteKind.NotFinite), Is.EqualTo(new[] { new TrailNote(TrailNoteKind.NotFinite, "price_movements", 4), new TrailNote(TrailNoteKind.NotFinite, "order_book_signals", 1) }));
    }

    [Test]
    public void EveryValueThatFitsNoColumnIsNamed()
    {
        var faults = Faults(() => Flatten($$$"""
            {"price_movements":[{"minute_span_from":0,"open_price":"high","high_price":true,"low_price":[1],"close_price":""},
                                {"minute_span_from":0,"open_price":"not looked at"}],
             "order_book_signals":[{"minute_span_from":3,"sample_count":2147483648,"coverage_seconds":"-2147483649"}],
             "patterns":{"detected":"triangle","bullish_flag":true,"falling_wedge":{"detected":"maybe"},"cup_and_handle":{"detected":2},
                         "swing_structure":{"trend":"{{{new string('x', 21)}}}","higher_lows":{}},"ascending_triangle":{"confidence":"a\ud800" } } }
            """)).ToList();
        Assert.That(faults.Select(fault => fault.Field), Is.EquivalentTo(new[]
        {
            "price_movements[0].open_price", "price_movements[0].high_price", "price_movements[0].low_price", "price_movements[0].close_price",
            "order_book_signals[0].sample_count", "order_book_signals[0].coverage_seconds",
            "patterns.detected", "patterns.detected", "patterns.ascending_triangle.confidence",
            "patterns.bullish_flag.detected", "patterns.bullish_flag.confidence", "patterns.bullish_flag.pole_height_pct", "patterns.bullish_flag.retracement_pct",
            "patterns.falling_wedge.detected", "patterns.cup_and_handle.detected", "patterns.swing_structure.trend", "patterns.swing_structure.higher_lows",
        }));
        Assert.That(faults[0].ToString(), Is.EqualTo("price_movements[0].open_price = \"high\": must be a number, for pm_open_price"));
        Assert.That(faults.Single(fault => fault.Field == "order_book_signals[0].sample_count").ToString(), Does.Contain("2147483648").And.Contain("32 bits"));
    }

    [Test]
    public void ListsOfNamesMustBeTextsThatFit()
    {
        Assert.That(Faults(() => Flatten("""{"patterns":{"detected":["a",1]}}""")).Single().Rule, Does.Contain("list of texts"));
        var names = string.Join(',', Enumerable.Repeat("\"ascending_triangle\"", 14));
        Assert.That(Faults(() => Flatten($$"""{"patterns":{"detected":[{{names}}] } }""")).Single().Rule, Does.Contain("255"));
    }

    [Test]
    public void AccessSaysWhatIsWrong()
    {
        var minute = Flatten("""{"transactions":[]}""").Minutes[0];
        Assert.That(Assert.Throws<ArgumentException>(() => minute.GetDouble("tx_volume"))!.Message, Does.Contain("no column 'tx_volume'"));
        Assert.That(Assert.Throws<ArgumentException>(() => minute.GetDouble("tx_trade_count"))!.Message, Does.Contain("Int32, not Double"));
        Assert.That(Assert.Throws<ArgumentException>(() => minute.GetText("tx_vwap"))!.Message, Does.Contain("Double, not Text"));
        Assert.That(minute["buyin_id"].AsInt64(), Is.EqualTo(1));
        Assert.That(minute.Values.Select(value => value.Key), Is.EqualTo(TrailSchema.Default.Columns.Select(column => column.Name)));
        Assert.That(minute.Values.Count(), Is.EqualTo(144));
    }
}
