using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.DuckDb;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist.Tests.EndToEnd;

public sealed class DuckDbChainTests : EmbeddedChainTests
{
    protected override string TierName => "duckdb";

    protected override string Mark => "$";

    [Test]
    public async Task TradesAreAllKeptWhileAnotherProcessHasTheFile()
    {
        using var folder = new TempFolder();
        using var other = ChildProcess.Start<HoldTask>(folder[FileName]);
        await other.ReadNumberAsync();
        await using var tp = await OpenAsync(folder, tier => tier.Mirror());
        for (var i = 0; i < 50; i++)
        {
            await tp.Trades.AddAsync(Closed(i));
        }

        await Until.TrueAsync(() => tp.Tier(TierName).State == TierState.Down, "the tier is seen to be down");
        Assert.That(tp.Tier(TierName).LastError, Does.Contain("another process"));
        await other.ReleaseAsync();
        await Until.TrueAsync(() => tp.Tier(TierName).LagRecords == 0, "the tier has healed");
        Assert.That(await CountAsync(tp), Is.EqualTo(50));
    }

    [Test]
    public async Task InMemoryItAnswersAsAFileDoes()
    {
        using var folder = new TempFolder();
        await using var tp = await TradePersistence.OpenAsync(builder => builder.UseJournal(folder["journal"]).AddDuckDb(DuckDbOptions.InMemory));
        await tp.Trades.AddAsync(Closed(1));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.That(await CountAsync(tp), Is.EqualTo(1));
        Assert.That(Directory.GetFileSystemEntries(folder.Root), Is.EqualTo(new[] { folder["journal"] }));
    }

    [Test]
    public async Task ManySmallChangesAreAppliedTogether()
    {
        using var folder = new TempFolder();
        await using var tp = await OpenAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => tp.Candles.SaveAsync(Bars.One(i))));
        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True, "one by one, at some milliseconds each, they would take longer");
        Assert.That((await tp.QueryAsync<long>(TierName, "SELECT count(*) FROM candles")).Single(), Is.EqualTo(3000));
    }

    protected override void Add(TradePersistenceBuilder builder, string path, Action<TierOptions> tier) => builder.AddDuckDb(path, tier);

    protected override Task ExecuteAsync(string path, string sql) => DuckDbProgram.RunAsync(path, sql);
}
