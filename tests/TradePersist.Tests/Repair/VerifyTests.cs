using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

public class VerifyTests
{
    private static readonly Table Candles = RepairBench.Candles;

    [Test]
    public async Task AKeyThatATierHasTwiceIsFoundWhereverAPageEndsAndRepaired()
    {
        // Pages of candles have 5,000 rows: the first one ends with row 4,999, or in the middle of a key that is there twice.
        int[] twice = [0, 777, 4_998, 9_997, 11_999];
        var a = new LooseTier();
        var b = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, b);
        await tp.WriteAsync(12_000);
        foreach (var tier in new[] { a, b })
        {
            tier.Edit(Candles, rows => rows.AddRange(twice.Select(minute => RepairBench.RowOf(Bars.One(minute, 100 + minute)))));
            tier.Edit(Candles, rows => rows.Add(RepairBench.RowOf(Bars.One(5_000, close: 1))));
            var ends = (await tier.QueryAsync(new Query(Candles) { Limit = 5_000 }, default)).Rows;
            Assert.That(CandleTable.Read(ends[4_999]).Timestamp, Is.EqualTo(Bars.Start.AddMinutes(4_997)));

            var report = (await tp.VerifyAsync("a", "b", new() { Examples = 100 })).OfCandles();
            var isFirst = tier == a;
            Assert.Multiple(() =>
            {
                Assert.That((report.Doubled, report.Missing, report.Extra, report.Different), Is.EqualTo((6, 0, 0, 0)));
                Assert.That(report.Examples.Select(example => example.Key), Is.EquivalentTo(twice.Append(5_000).Select(minute => RepairBench.KeyOf(Bars.One(minute)))));
                Assert.That(report.Examples.Select(example => (example.Copies, example.CopiesAgainst)).Distinct(), Is.EqualTo(new[] { isFirst ? (2, 1) : (1, 2) }));
                Assert.That((report.Whole.Rows, report.Whole.RowsAgainst), Is.EqualTo(isFirst ? (12_006L, 12_000L) : (12_000L, 12_006L)));
            });

            var (target, source) = isFirst ? ("a", "b") : ("b", "a");
            Assert.That((await tp.ResyncAsync(target, source)).OfCandles().Updated, Is.EqualTo(6));
            Assert.That((await tp.VerifyAsync("a", "b")).IsClean, Is.True);
            Assert.That(RepairBench.Read(tier.Rows(Candles)).OrderBy(candle => candle.Timestamp), Is.EqualTo(Bars.Many(12_000)));
        }
    }

    [TestCase(4_999)]
    [TestCase(5_000)]
    public async Task ACopyBeyondTheEndOfAPageIsNotPassedOver(int index)
    {
        var a = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, new LooseTier());
        await tp.WriteAsync(5_010);
        a.Edit(Candles, rows => rows.Add(RepairBench.RowOf(Bars.One(index, 100 + index))));
        var report = (await tp.VerifyAsync("a", "b")).OfCandles();
        Assert.That(report.Examples.Single().Key, Is.EqualTo(RepairBench.KeyOf(Bars.One(index))));
        Assert.That((report.Doubled, report.Whole.Rows), Is.EqualTo((1, 5_011)));
    }

    [Test]
    public async Task OnlyTheTablesThatBothHoldAreComparedAndTheOthersAreNamed()
    {
        await using var tp = await TradePersistence.OpenAsync(builder => builder
            .UseInMemoryJournal()
            .AddTier("all", new StoreTier(), _ => [], (tier, _) => tier)
            .AddTier("candles", new StoreTier(), _ => [], (tier, _) => tier, options => options.Holds = Domains.Candles));
        await tp.WriteAsync(10);
        await tp.Trades.AddAsync(Deal.Closed(1));
        var report = await tp.VerifyAsync("candles", "all");
        Assert.That(report.Tables.Select(table => table.Table), Is.EqualTo(new[] { "candles" }));
        Assert.That(report.LeftOut, Does.Contain("trades").And.Contain("trade_stats").And.Not.Contain("candles"));
        Assert.That((await tp.ResyncAsync("candles", "all")).LeftOut, Is.EqualTo(report.LeftOut));
    }

    [Test]
    public async Task TiersThatAreNotThereAreRefused()
    {
        await using var tp = await RepairBench.OpenAsync(new StoreTier(), new StoreTier());
        foreach (var (tier, other) in new[] { ("a", "a"), ("a", "c"), ("c", "a"), ("memory", "a") })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => tp.VerifyAsync(tier, other));
            await Assert.ThrowsAsync<ArgumentException>(() => tp.ResyncAsync(tier, other));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => tp.VerifyAsync("a", "b", new() { Examples = -1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => tp.VerifyAsync("a", "b", new() { Patience = TimeSpan.Zero }));
    }

    [Test]
    public async Task ATierThatAnswersOutOfOrderOrInPartIsNoMatterOfDifferences()
    {
        var a = new LooseTier { Answer = (query, result) => query.Table == Candles && result.Rows.Count > 1 ? result with { Rows = Reversed(result.Rows) } : result };
        await using var tp = await RepairBench.OpenAsync(a, new LooseTier());
        await tp.WriteAsync(10);
        var disorder = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.VerifyAsync("a", "b"));
        Assert.That(disorder!.Message, Does.Contain("a: gave the rows of candles out of order"));
        a.Answer = (_, result) => result with { IsComplete = false };
        var part = await Assert.ThrowsAsync<TierUnavailableException>(() => tp.VerifyAsync("b", "a"));
        Assert.That(part!.Message, Does.Contain("a: knows only a part of candles"));
    }

    [Test]
    public async Task ProgressIsToldUpToTheLastKeyOfEachTable()
    {
        await using var tp = await RepairBench.OpenAsync(new StoreTier(), new StoreTier());
        await tp.WriteAsync(6_000);
        var told = new List<VerifyProgress>();
        await tp.VerifyAsync("a", "b", progress: new Inline(told.Add));
        Assert.That(told.Where(progress => progress.Table == "candles").Select(progress => progress.Keys), Is.EqualTo(new[] { 5_000, 6_000 }));
        Assert.That(told.Select(progress => progress.Table).Distinct(), Does.Contain("trades"));
    }

    [Test]
    public async Task NoAnswerIsLargerThanAPageNorMoreKeysLookedUpThanASliceWhateverTheTable()
    {
        var (rows, keys) = (0, 0);
        var a = new LooseTier();
        a.Answer = (query, result) =>
        {
            rows = Math.Max(rows, result.Rows.Count);
            keys = Math.Max(keys, query.Filter.Conditions.Select(condition => condition.Values.Count).DefaultIfEmpty().Max());
            return result;
        };
        await using var tp = await RepairBench.OpenAsync(a, new LooseTier());
        await tp.WriteAsync(6_000);
        a.Edit(Candles, rows => rows.RemoveRange(0, 5_500));
        Assert.That((await tp.VerifyAsync("b", "a")).OfCandles().Extra, Is.EqualTo(5_500));
        await tp.ResyncAsync("a", "b");
        Assert.That((await tp.VerifyAsync("a", "b")).IsClean, Is.True);
        Assert.That((rows, keys), Is.EqualTo((5_000, SettledKey.Slice)));

        Column[] wide = [.. Enumerable.Range(0, 150).Select(i => Column.Double($"c{i}"))];
        Assert.That(PageRows.Of(new Table("wide", wide, [wide[0]])), Is.EqualTo(1_333));
        Assert.That(PageRows.Of(new KindsTable().Table), Is.EqualTo(100), "a document may be large");
    }

    [Test]
    public async Task SeveralAtOnceTakeTurns()
    {
        var a = new LooseTier();
        await using var tp = await RepairBench.OpenAsync(a, new LooseTier());
        await tp.WriteAsync(3_000);
        a.Edit(Candles, rows => rows.RemoveRange(100, 1_200));
        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? tp.VerifyAsync("a", "b") : tp.VerifyAsync("b", "a")));
        Assert.That(reports.Select(report => report.Differences), Is.All.EqualTo(1_200));
    }

    private static RowSet Reversed(RowSet rows)
    {
        var reversed = new RowSet(rows.Table);
        foreach (var row in rows.Reverse())
        {
            reversed.Add(row);
        }

        return reversed;
    }

    private sealed class Inline(Action<VerifyProgress> report) : IProgress<VerifyProgress>
    {
        public void Report(VerifyProgress value) => report(value);
    }
}
