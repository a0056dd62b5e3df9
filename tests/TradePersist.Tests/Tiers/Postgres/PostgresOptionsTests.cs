using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using NUnit.Framework;
using TradePersist.Postgres;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tiers.Postgres;

public sealed class PostgresOptionsTests
{
    private const string Local = "postgres://bot@127.0.0.1/bot";

    [Test]
    public void TheDefaultsAreThoseOfTheOlderSystem()
    {
        var options = new PostgresOptions { ConnectionString = Local };
        Assert.That(options.Validate(), Is.Empty);
        Assert.That(
            (options.MaxOpenConnections, options.IdleConnections, options.ConnectionLifetime, options.ConnectionIdleTime, options.QueryTimeout, options.ConnectTimeout),
            Is.EqualTo((10, 5, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10))));
    }

    [Test]
    public void EveryProblemIsNamedAtOnce()
    {
        var options = new PostgresOptions
        {
            ConnectionString = "",
            Schema = "Public",
            TablePrefix = "1st",
            MaxOpenConnections = 0,
            MaxIdleConnections = -1,
            ConnectionLifetime = TimeSpan.FromSeconds(-1),
            ConnectionIdleTime = TimeSpan.Zero,
            QueryTimeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.Zero,
        };
        Assert.That(options.Validate().Select(problem => problem.Split(' ')[0]), Is.EquivalentTo(new[]
        {
            "ConnectionString", "Schema", "TablePrefix", "MaxOpenConnections", "MaxIdleConnections", "ConnectionLifetime", "ConnectionIdleTime", "QueryTimeout", "ConnectTimeout",
        }));
    }

    [Test]
    public void FewConnectionsNeedNoWordOnIdleOnesAndZeroIsZero()
    {
        Assert.That(new PostgresOptions { ConnectionString = Local, MaxOpenConnections = 2 }.Validate(), Is.Empty);
        var none = new PostgresOptions { ConnectionString = Local, MaxIdleConnections = 0, ConnectionLifetime = TimeSpan.Zero };
        Assert.That((none.Validate().Count, none.IdleConnections), Is.EqualTo((0, 0)));
    }

    [Test]
    public void TheEnvironmentSaysItAll()
    {
        var options = new PostgresOptions();
        var variables = PostgresVariables.Read(
            Variables(
                ("PG_ENABLED", "true"), ("PG_DSN", Local), ("DATABASE_URL", "postgres://other"), ("PG_MAX_OPEN_CONNS", "20"), ("PG_MAX_IDLE_CONNS", "0"),
                ("PG_CONN_MAX_LIFETIME", "1h"), ("PG_CONN_MAX_IDLE_TIME", "90s"), ("PG_QUERY_TIMEOUT", "250ms")),
            options);
        Assert.That((variables.IsEnabled, variables.Problems.Count), Is.EqualTo((true, 0)));
        Assert.That(
            (options.ConnectionString, options.MaxOpenConnections, options.MaxIdleConnections, options.ConnectionLifetime, options.ConnectionIdleTime, options.QueryTimeout),
            Is.EqualTo((Local, 20, (int?)0, TimeSpan.FromHours(1), TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(250))));
        Assert.That(options.Validate(), Is.Empty);
    }

    [TestCase(null, Local, null, ExpectedResult = true)]
    [TestCase(null, null, Local, ExpectedResult = true)]
    [TestCase(null, null, null, ExpectedResult = false)]
    [TestCase(null, "", "", ExpectedResult = false)]
    [TestCase("false", Local, Local, ExpectedResult = false)]
    [TestCase("1", null, Local, ExpectedResult = true)]
    public bool AnAddressIsEnoughUnlessItIsSwitchedOff(string? enabled, string? dsn, string? url) =>
        PostgresVariables.Read(Variables(("PG_ENABLED", enabled), ("PG_DSN", dsn), ("DATABASE_URL", url)), new PostgresOptions()).IsEnabled;

    [TestCase("PG_ENABLED", "maybe")]
    [TestCase("PG_MAX_OPEN_CONNS", "ten")]
    [TestCase("PG_MAX_IDLE_CONNS", "5.5")]
    [TestCase("PG_CONN_MAX_LIFETIME", "30")]
    [TestCase("PG_CONN_MAX_LIFETIME", "5 min")]
    [TestCase("PG_CONN_MAX_IDLE_TIME", "-5m")]
    [TestCase("PG_QUERY_TIMEOUT", "soon")]
    [TestCase("PG_QUERY_TIMEOUT", "99999999999h")]
    public async Task AVariableThatCannotBeReadIsNamed(string name, string value)
    {
        var error = (await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(
            builder => builder.UseInMemoryJournal().AddPostgres(Variables(("PG_DSN", Local), (name, value))))))!;
        Assert.That(error.Message, Does.Contain(name).And.Contain(value));
    }

    [TestCase("PG_MAX_OPEN_CONNS", "0", "MaxOpenConnections")]
    [TestCase("PG_QUERY_TIMEOUT", "0", "QueryTimeout")]
    public async Task AZeroThatMeansNothingIsRefusedAndNotReplaced(string name, string value, string option)
    {
        var error = (await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(
            builder => builder.UseInMemoryJournal().AddPostgres(Variables(("PG_DSN", Local), (name, value))))))!;
        Assert.That(error.Message, Does.Contain($"postgres.{option}"));
    }

    [Test]
    public async Task SwitchedOnWithoutAnAddressIsAnError()
    {
        var error = (await Assert.ThrowsAsync<OptionsValidationException>(() => TradePersistence.OpenAsync(
            builder => builder.UseInMemoryJournal().AddPostgres(Variables(("PG_ENABLED", "true"))))))!;
        Assert.That(error.Message, Does.Contain("PG_DSN").And.Contain("DATABASE_URL"));
    }

    [Test]
    public async Task SwitchedOffThereIsNoTier()
    {
        await using var tp = await TradePersistence.OpenAsync(builder => builder.UseInMemoryJournal().AddPostgres(Variables(("PG_ENABLED", "false"), ("PG_DSN", Local))));
        Assert.That(tp.GetHealth().Tiers, Is.Empty);
    }

    [Test]
    public void AnApplicationsOwnDataSourceMustNotTalkInTheClearEither()
    {
        using var source = NpgsqlDataSource.Create("Host=db.example.com;Password=hunter2");
        Assert.That(() => new PostgresTier(source, new PostgresOptions()), Throws.ArgumentException.With.Message.Contains("SSL mode").And.Message.Not.Contain("hunter2"));
        Assert.That(() => new PostgresTier(source, new PostgresOptions { AllowUnencrypted = true }), Throws.Nothing);
    }

    [Test]
    public async Task ThePasswordIsNowhereInLogsHealthAndExceptions()
    {
        const string Password = "pl4nted-s3cret";
        var good = new UriBuilder(PostgresServer.Url());
        var secrets = new[] { Password, Uri.UnescapeDataString(good.Password) };
        var wrong = new UriBuilder(good.Uri) { Password = Password }.Uri.AbsoluteUri;
        var log = new LogBook();
        await using (var tp = await TradePersistence.OpenAsync(builder => builder.UseInMemoryJournal().AddPostgres(wrong, tier => tier.RetryDelay = TimeSpan.FromMilliseconds(5)), log))
        {
            await tp.Candles.SaveAsync(Bars.One(0));
            await Until.TrueAsync(() => tp.Tier("postgres").Retries > 3, "it is tried again, for the password may be mended on the server");
            Assert.That(tp.Tier("postgres").LastError, Does.Contain("28P01"));
            var error = await Assert.CatchAsync(() => tp.QueryAsync<long>("postgres", "SELECT 1"));
            foreach (var text in new[] { log.All, tp.GetHealth().ToString(), string.Join(' ', tp.GetHealth().Tiers), error!.ToString() })
            {
                Assert.That(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)), Is.Empty);
            }
        }

        var options = new PostgresOptions { ConnectionString = wrong };
        await using var alone = new PostgresTier(options);
        var refused = await Assert.CatchAsync(() => alone.OpenAsync([], default));
        Assert.That($"{options} {alone} {refused} {log.All}", Does.Not.Contain(Password));
    }

    [Test]
    public async Task AnApplicationsOwnDataSourceWillDoAndStaysOpen()
    {
        await using var source = NpgsqlDataSource.Create(PostgresAddress.Parse(PostgresServer.Url(), allowUnencrypted: false));
        var schema = PostgresServer.NewSchema();
        await using (var tp = await TradePersistence.OpenAsync(builder => builder.UseInMemoryJournal().AddPostgres(source, options: options => options.Schema = schema)))
        {
            await tp.Candles.SaveAsync(Bars.One(0));
            Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        }

        await using var command = source.CreateCommand($"SELECT count(*) FROM {schema}.candles");
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(1L));
    }

    private static IConfigurationRoot Variables(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Key, value.Value))).Build();
}
