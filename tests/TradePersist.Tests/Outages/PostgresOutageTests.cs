using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.Postgres;
using TradePersist.Tiers;

namespace TradePersist.Tests.Outages;

/// <summary>What becomes of a bot under load when its database goes, in each of the ways in which databases and networks do.</summary>
public sealed class PostgresOutageTests
{
    private PrivatePostgres _server = null!;

    [OneTimeSetUp]
    public async Task StartServer() => _server = await PrivatePostgres.StartAsync();

    [OneTimeTearDown]
    public async Task StopServer()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Test]
    public async Task KilledUnderLoadAndStartedAgain()
    {
        const int Rounds = 3;
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await using var writers = new Writers(bench.Store);
        for (var round = 1; round <= Rounds; round++)
        {
            await writers.WriteOnAsync(500);
            await _server.KillAsync();
            await bench.WhenDownAsync();
            Assert.That(bench.Health.LastError, Is.Not.Empty);
            await writers.WriteOnAsync(500);
            await bench.ExpectMirrorAnswersAsync();
            await _server.StartAgainAsync();
            await Until.TrueAsync(() => bench.Health.State == TierState.Up, "the tier is up again");
        }

        await bench.ExpectHoldsAsync(await writers.StopAsync());
        bench.ExpectLogged(Rounds);
    }

    [Test]
    public async Task StoppedInOrderUnderLoadAndStartedAgain()
    {
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await using var writers = new Writers(bench.Store);
        await writers.WriteOnAsync(500);
        await _server.StopAsync();
        await bench.WhenDownAsync();
        await writers.WriteOnAsync(500);
        await bench.ExpectMirrorAnswersAsync();
        await _server.StartAgainAsync();
        await bench.ExpectHoldsAsync(await writers.StopAsync());
        bench.ExpectLogged(1);
    }

    [Test]
    public async Task HangingItHoldsUpNoWriteAndNoRead([Values(nameof(ProxyMode.Hang), nameof(ProxyMode.LoseAnswers), nameof(ProxyMode.LoseQuestions), nameof(ProxyMode.Refuse))] string mode)
    {
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await using var writers = new Writers(bench.Store);
        await writers.WriteOnAsync(500);
        bench.Proxy.Turn(Enum.Parse<ProxyMode>(mode));
        await writers.WriteOnAsync(500);
        await bench.ExpectMirrorAnswersAsync();
        await bench.WhenDownAsync();
        Assert.That(bench.Health.LastError, Is.Not.Empty);
        await writers.WriteOnAsync(2_000);
        await bench.ExpectMirrorAnswersAsync();
        bench.Proxy.Turn(ProxyMode.Forward);
        await bench.ExpectHoldsAsync(await writers.StopAsync());
        bench.ExpectLogged(1);
    }

    [Test]
    public async Task ConnectionsThatAreCutAtAnyMomentLoseAndDoubleNothing()
    {
        var random = Seed.Random();
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await using var writers = new Writers(bench.Store);
        for (var cut = 0; cut < 40; cut++)
        {
            await writers.WriteOnAsync(random.Next(20, 200));
            bench.Proxy.Cut();
        }

        await bench.ExpectHoldsAsync(await writers.StopAsync());
        Assert.That(bench.Health.Retries, Is.GreaterThan(0));
    }

    [Test]
    public async Task ReadOnlyForAWhile()
    {
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await using var writers = new Writers(bench.Store);
        await writers.WriteOnAsync(500);
        await _server.ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on;;SELECT pg_reload_conf()");
        await bench.WhenDownAsync();
        await Until.TrueAsync(() => bench.Health.LastError!.Contains("25006", StringComparison.Ordinal), "the reason is told");
        await writers.WriteOnAsync(500);
        await bench.ExpectMirrorAnswersAsync();
        await using (var connection = await PostgresProgram.ConnectAsync(_server.Url))
        {
            await PostgresProgram.ExecuteAsync(connection, "SET default_transaction_read_only = off");
            await PostgresProgram.ExecuteAsync(connection, "ALTER SYSTEM RESET default_transaction_read_only");
            await PostgresProgram.ExecuteAsync(connection, "SELECT pg_reload_conf()");
        }

        await bench.ExpectHoldsAsync(await writers.StopAsync());
        bench.ExpectLogged(1);
    }

    [Test]
    public async Task ADeadlockIsTriedAgain()
    {
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await bench.Store.Candles.SaveAsync(Bars.One(0));
        await bench.WhenHealedAsync();
        await using var other = await PostgresProgram.ConnectAsync(_server.Url);

        // The other session is too patient to be the one that gives in.
        await PostgresProgram.ExecuteAsync(other, $"SET search_path = {bench.Schema}; SET deadlock_timeout = '1min'; BEGIN; UPDATE candles SET volume = volume + 1 WHERE symbol = 'BTC'");
        await bench.Store.Candles.SaveAsync(Bars.One(0, close: 200));
        await Until.TrueAsync(
            async () => await _server.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == "1", "the tier waits for the row");
        await PostgresProgram.ExecuteAsync(other, "UPDATE tp_position SET lsn = lsn; COMMIT");
        await bench.ExpectHoldsAsync([Bars.One(0, close: 200)]);
        Assert.That(bench.Health.LastError, Does.Contain("40P01"));
        bench.ExpectLogged(1);
    }

    [Test]
    public async Task TooManyConnections()
    {
        await _server.ExecuteAsync("ALTER SYSTEM SET max_connections = 5;;ALTER SYSTEM SET superuser_reserved_connections = 0;;ALTER SYSTEM SET max_wal_senders = 0");
        await _server.StopAsync();
        await _server.StartAgainAsync();
        await using var bench = await OutageBench.OpenAsync(_server.Url);
        await using var writers = new Writers(bench.Store);
        await writers.WriteOnAsync(500);
        var others = new List<Npgsql.NpgsqlConnection>();
        try
        {
            bench.Proxy.Turn(ProxyMode.Refuse);
            await bench.WhenDownAsync();
            await Assert.CatchAsync<Npgsql.PostgresException>(async () =>
            {
                while (others.Count < 10)
                {
                    others.Add(await PostgresProgram.ConnectAsync(_server.Url));
                }
            });
            bench.Proxy.Turn(ProxyMode.Forward);
            await Until.TrueAsync(() => bench.Health.LastError!.Contains("53300", StringComparison.Ordinal), "the tier is refused");
            await writers.WriteOnAsync(500);
            await bench.ExpectMirrorAnswersAsync();
        }
        finally
        {
            foreach (var other in others)
            {
                await other.DisposeAsync();
            }
        }

        await bench.ExpectHoldsAsync(await writers.StopAsync());
        bench.ExpectLogged(1);
        await _server.ExecuteAsync("ALTER SYSTEM RESET ALL");
        await _server.StopAsync();
        await _server.StartAgainAsync();
    }

    [Test]
    public async Task AFullTableSpaceIsWaitedFor()
    {
        await using var small = await SmallFileSystem.MountAsync();
        await small.GiveToAsync("postgres");
        await _server.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{small.Root}'");
        await _server.ExecuteAsync("ALTER ROLE tester SET default_tablespace = 'small'");
        await using (var bench = await OutageBench.OpenAsync(_server.Url))
        {
            var saved = new List<Candle>();
            while (bench.Health.State != TierState.Down && saved.Count < 200_000)
            {
                var more = Bars.Many(2_000, $"S{saved.Count}");
                await bench.Store.Candles.SaveAsync(more);
                saved.AddRange(more);
                await bench.Store.DrainAsync(TimeSpan.FromMilliseconds(100));
            }

            await bench.WhenDownAsync();
            await Until.TrueAsync(() => bench.Health.LastError!.Contains("53100", StringComparison.Ordinal), "the reason is told");
            await bench.Store.Candles.SaveAsync(Bars.One(0));
            await bench.ExpectMirrorAnswersAsync();
            await small.GrowAsync();
            await bench.ExpectHoldsAsync([.. saved, Bars.One(0)]);
            bench.ExpectLogged(1);
            await _server.ExecuteAsync($"DROP SCHEMA {bench.Schema} CASCADE");
        }

        await _server.ExecuteAsync("ALTER ROLE tester RESET default_tablespace");
        await _server.ExecuteAsync("DROP TABLESPACE small");
    }
}
