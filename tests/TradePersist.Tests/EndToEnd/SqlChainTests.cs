using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.EndToEnd;

/// <summary>Journal and an SQL database, met by a rule of the database's own and by questions of the bot's own.</summary>
public abstract class SqlChainTests
{
    protected const string FileName = "bot.db";

    protected abstract string TierName { get; }

    /// <summary>What a parameter's name begins with.</summary>
    protected abstract string Mark { get; }

    [Test]
    public async Task APoisonTradeAmongAThousandIsQuarantinedAndTakenOnceTheDatabaseAllowsIt()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder);
        await ExecuteAsync(folder, "CREATE UNIQUE INDEX refuse ON trades ((CASE WHEN symbol = 'POISON' THEN 1 END))");
        await tp.Trades.AddAsync(Closed(-1, "POISON"));
        await tp.DrainAsync(TimeSpan.FromSeconds(60));

        var ids = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i => (await tp.Trades.AddAsync(Closed(i, i == 421 ? "POISON" : "BTC"))).Trade.Id));
        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(await CountAsync(tp), Is.EqualTo(1000));
        Assert.That(tp.GetQuarantine(TierName).Single().Reason, Is.Not.Empty);

        await ExecuteAsync(folder, "DROP INDEX refuse");
        Assert.That(await tp.RetryQuarantineAsync(TierName), Is.EqualTo(1));
        Assert.That(await CountAsync(tp), Is.EqualTo(1001));
        Assert.That((await tp.Trades.GetStatisticsAsync()).TotalTrades, Is.EqualTo(1001), "the statistics of the poison trade came with it");
        Assert.That((await tp.Trades.GetAsync(ids[421]))!.Symbol, Is.EqualTo("POISON"));
    }

    [Test]
    public async Task TheReadOnlyDoorAnswersAnyQuestionAndChangesNothing()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder);
        for (var i = 0; i < 10; i++)
        {
            await tp.Trades.AddAsync(Closed(i, i % 2 == 0 ? "BTC" : "ETH"));
        }

        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        var rows = await tp.QueryAsync<(string Symbol, long Trades)>(
            TierName,
            $"SELECT symbol, count(*) FROM trades WHERE symbol <> {Mark}without GROUP BY symbol",
            new { without = "ETH" });
        Assert.That(rows, Is.EqualTo(new[] { ("BTC", 5L) }));
        await Assert.CatchAsync(() => tp.QueryAsync<long>(TierName, "DELETE FROM trades RETURNING 1"));
        Assert.That(await CountAsync(tp), Is.EqualTo(10));
    }

    protected static Trade Closed(int minute, string symbol = "BTC") => new()
    {
        Symbol = symbol,
        Side = TradeSide.Long,
        Quantity = 1,
        EntryPrice = 100,
        ExitPrice = 101,
        EntryTime = Bars.Start.AddMinutes(minute),
        ExitTime = Bars.Start.AddMinutes(minute + 1),
        ExitReason = "tp",
    };

    /// <summary>Adds the tier on a file.</summary>
    protected abstract void Add(TradePersistenceBuilder builder, string path, Action<TierOptions> tier);

    /// <summary>Runs a statement on the file, without the tier.</summary>
    protected abstract Task ExecuteAsync(string path, string sql);

    private protected Task<TradePersistence> OpenAsync(TempFolder folder, Action<TierOptions>? tier = null) =>
        TradePersistence.OpenAsync(builder => Add(
            builder.UseJournal(folder["journal"]),
            folder[FileName],
            options =>
            {
                (options.RetryDelay, options.MaxRetryDelay) = (TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50));
                tier?.Invoke(options);
            }));

    protected async Task<long> CountAsync(TradePersistence tp) =>
        (await tp.QueryAsync<long>(TierName, "SELECT count(*) FROM trades")).Single();

    private protected Task ExecuteAsync(TempFolder folder, string sql) => ExecuteAsync(folder[FileName], sql);
}
