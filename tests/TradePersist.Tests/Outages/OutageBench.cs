using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Postgres;
using TradePersist.Repair;
using TradePersist.Sqlite;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.Postgres;
using TradePersist.Tiers;

namespace TradePersist.Tests.Outages;

/// <summary>A bot with PostgreSQL as its required tier, behind a proxy, and a SQLite file as a mirror.</summary>
internal sealed class OutageBench : IAsyncDisposable
{
    public const string Tier = "postgres";
    public const string Mirror = "sqlite";

    private const int Down = 1101;
    private const int Healed = 1102;

    // Saved first, and never changed.
    private static readonly Candle Known = Bars.One(0, symbol: "KNOWN");

    private readonly TempFolder _folder = new();

    private OutageBench(TcpProxy proxy) => Proxy = proxy;

    public TcpProxy Proxy { get; }

    public LogBook Log { get; } = new();

    public string Schema { get; } = PostgresServer.NewSchema();

    public TradePersistence Store { get; private set; } = null!;

    public TierHealth Health => Store.Tier(Tier);

    public static async Task<OutageBench> OpenAsync(string url, Action<PostgresOptions>? configure = null)
    {
        var bench = new OutageBench(new TcpProxy(new Uri(url).Port));
        bench.Store = await TradePersistence.OpenAsync(
            builder => builder
                .UseJournal(bench._folder["journal"])
                .AddPostgres(
                    new UriBuilder(url) { Port = bench.Proxy.Port }.Uri.AbsoluteUri,
                    tier => (tier.WriteTimeout, tier.RetryDelay, tier.MaxRetryDelay) = (TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(100)),
                    options =>
                    {
                        options.Schema = bench.Schema;
                        options.QueryTimeout = TimeSpan.FromSeconds(4);
                        options.ConnectTimeout = TimeSpan.FromSeconds(3);
                        configure?.Invoke(options);
                    })
                .AddSqlite(bench._folder["bot.db"], tier => tier.Mirror(), sqlite => sqlite.Synchronous = SqliteSynchronous.Normal),
            bench.Log);
        await bench.Store.Candles.SaveAsync(Known);
        return bench;
    }

    /// <summary>Waits until the tier is seen to be down.</summary>
    public Task WhenDownAsync() => Until.TrueAsync(() => Health.State == TierState.Down, "the tier is down");

    /// <summary>Waits until everything is in every tier.</summary>
    public async Task WhenHealedAsync()
    {
        try
        {
            await Until.TrueAsync(
                () => Store.GetHealth() is { Status: HealthStatus.Healthy } health && health.Tiers.All(tier => tier.LagRecords == 0), "the tiers have caught up", seconds: 60);
        }
        catch (AssertionException)
        {
            TestContext.Out.WriteLine($"{string.Join('\n', Store.GetHealth().Tiers)}\n{Log.All}");
            throw;
        }
    }

    /// <summary>Each change of the tier's state was logged once, and it was down and up again so many times.</summary>
    public void ExpectLogged(int outages) => Assert.That(
        Log.Ids.Where(id => id is Down or Healed),
        Is.EqualTo(Enumerable.Repeat(new[] { Down, Healed }, outages).SelectMany(ids => ids)));

    /// <summary>Reads answer from the next tier, and say so.</summary>
    public async Task ExpectMirrorAnswersAsync()
    {
        var answer = await Store.Candles.LoadAsync(Known.Symbol, Known.Timeframe, 1000).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(answer.Tier, Is.AnyOf(Mirror, "memory"), "the mirror, or memory while that is behind");
        Assert.That(answer, Is.EqualTo(new[] { Known }));
    }

    /// <summary>Both tiers hold just what was acknowledged last, each row once.</summary>
    public async Task ExpectHoldsAsync(IReadOnlyCollection<Candle> acknowledged)
    {
        acknowledged = [.. acknowledged, Known];
        await WhenHealedAsync();
        var report = await Store.VerifyAsync(Tier, Mirror);
        Assert.That(report.IsClean, Is.True, () => string.Join("; ", report.Tables.SelectMany(table => table.Examples)));
        var stored = new List<Candle>();
        foreach (var symbol in acknowledged.Select(candle => candle.Symbol).Distinct())
        {
            stored.AddRange(await Store.Candles.LoadAsync(symbol, "1m", null, null, new ReadOptions { Tier = Tier, Timeout = TimeSpan.FromSeconds(30) }));
        }

        Assert.That(stored, Has.Count.EqualTo(acknowledged.Count));
        Assert.That(stored.Except(acknowledged), Is.Empty);
        Assert.That(Health.Quarantined, Is.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Proxy.DisposeAsync();
        _folder.Dispose();
    }
}
