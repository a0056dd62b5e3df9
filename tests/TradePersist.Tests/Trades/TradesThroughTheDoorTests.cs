using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public class TradesThroughTheDoorTests
{
    private const string Sqlite = SqliteBuilderExtensions.DefaultName;

    private static readonly ReadOptions FromSqlite = new() { Tier = Sqlite, Timeout = TimeSpan.FromSeconds(30) };

    [Test]
    public async Task StatisticsOfSqliteAgreeWithTheOracleOverSeveralRuns()
    {
        var random = Seed.Random();
        using var folder = new TempFolder();
        var known = new Dictionary<Guid, Trade>();
        for (var run = 0; run < 3; run++)
        {
            await using var persistence = await Door.OpenAsync(folder);
            var now = TimeProvider.System.GetUtcNow();
            var added = await Task.WhenAll(Enumerable.Range(0, 150)
                .Select(_ => Deal.Closed(random.Next(-20, 21) * 0.3m, now.AddMinutes(-random.Next(60_000)), $"S{random.Next(6)}"))
                .Select(trade => Task.Run(() => persistence.Trades.AddAsync(trade))));
            Keep(known, added);
            var best = known.Values.MaxBy(trade => trade.PnlUsd)!;
            var worst = known.Values.MinBy(trade => trade.PnlUsd)!;
            Keep(known, await persistence.Trades.CorrectAsync(best with { ExitPrice = 100.5m }, "revised"));
            Keep(known, await persistence.Trades.CorrectAsync(worst with { Symbol = "S9", Fees = 0.25m }, "revised"));

            foreach (var days in new int?[] { null, 7, 30 })
            {
                var actual = await persistence.Trades.GetStatisticsAsync(days, FromSqlite);
                var expected = StatisticsOracle.Of(known.Values, days, actual.CalculatedAt) with { Tier = Sqlite };
                Assert.That(StatisticsOracle.Text(actual), Is.EqualTo(StatisticsOracle.Text(expected)), $"run {run}, {days} days");
            }
        }
    }

    [Test]
    public async Task ALifeEndsInOneRowWithItsRevisions()
    {
        using var folder = new TempFolder();
        Guid id;
        Trade last;
        await using (var persistence = await Door.OpenAsync(folder))
        {
            id = persistence.Trades.NewId();
            await persistence.Trades.PlaceAsync(Deal.Entered() with { Id = id });
            await persistence.Trades.OpenAsync(Deal.Entered() with { Id = id });
            await persistence.Trades.CloseAsync(id, new TradeExit(110m, "tp") { Time = Deal.Start });
            var closed = await persistence.Trades.GetAsync(id);
            last = (await persistence.Trades.CorrectAsync(closed! with { ExitPrice = 105.000000000000000001m }, "revised")).Trade;
        }

        await using var reopened = await Door.OpenAsync(folder);
        Assert.That(await reopened.Trades.GetAsync(id), Is.EqualTo(last));
        var history = await reopened.Trades.GetHistoryAsync(new TradeHistoryQuery { Status = TradeStatus.Closed }, FromSqlite);
        Assert.That(history, Is.EqualTo(new[] { last }));
        Assert.That((await reopened.Trades.GetRevisionsAsync(id, FromSqlite)).Single().Trade.ExitPrice, Is.EqualTo(110m));
        Assert.That((await reopened.Trades.AddAsync(last)).IsNoOp, Is.True);
        Assert.That((await reopened.Trades.CloseAsync(id, new TradeExit(last.ExitPrice!.Value))).IsNoOp, Is.True);
    }

    [Test]
    public async Task HistoryPagesOfSqliteHaveNoGapsAndNoRepeats()
    {
        using var folder = new TempFolder();
        await using var persistence = await Door.OpenAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => persistence.Trades.AddAsync(Deal.Closed(i, Deal.Start.AddMinutes(i / 20)))));
        var found = new List<Trade>();
        string? cursor = null;
        do
        {
            var page = await persistence.Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = 17, Cursor = cursor }, FromSqlite);
            found.AddRange(page);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.That(found.Select(trade => trade.Id).Distinct().Count(), Is.EqualTo(200));
        Assert.That(found.Select(trade => trade.ExitTime), Is.Ordered.Descending);
    }

    private static void Keep(Dictionary<Guid, Trade> known, params IEnumerable<TradeReceipt> receipts)
    {
        foreach (var receipt in receipts)
        {
            known[receipt.Id] = receipt.Trade;
        }
    }
}
