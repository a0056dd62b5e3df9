using Npgsql;
using NUnit.Framework;
using TradePersist.Postgres;

namespace TradePersist.Tests.Tiers.Postgres;

/// <summary>Where the database is: URLs, connection strings, and the refusal to talk in the clear.</summary>
public sealed class PostgresAddressTests
{
    [TestCase("postgres://user:pass@db.example.com:6432/bot?sslmode=require")]
    [TestCase("postgresql://user:pass@db.example.com:6432/bot")]
    [TestCase("Host=db.example.com;Port=6432;Username=user;Password=pass;Database=bot;SSL Mode=Require")]
    [TestCase("Server=db.example.com;Port=6432;User Id=user;Pwd=pass;Database=bot")]
    [TestCase("postgres://db.example.com:6432/bot?user=user&password=pass&sslmode=require")]
    public void UrlsAndConnectionStringsSayTheSame(string text)
    {
        var settings = PostgresAddress.Parse(text, allowUnencrypted: false);
        Assert.That(
            (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database, settings.SslMode),
            Is.EqualTo(("db.example.com", 6432, "user", "pass", "bot", SslMode.Require)));
    }

    [Test]
    public void WhatIsReservedIsPercentEncoded()
    {
        var settings = PostgresAddress.Parse("postgres://us%40er:p%3A%2F%3F%23%5B%5D%40%20%25s@[::1]:5433/my%2Fbot?application_name=a%20bot&sslmode=verify-full", allowUnencrypted: false);
        Assert.That(
            (settings.Username, settings.Password, settings.Host, settings.Port, settings.Database, settings.ApplicationName, settings.SslMode),
            Is.EqualTo(("us@er", "p:/?#[]@ %s", "::1", 5433, "my/bot", "a bot", SslMode.VerifyFull)));
    }

    [TestCase("postgres://localhost/bot", SslMode.Prefer)]
    [TestCase("postgres://127.0.0.1/bot?sslmode=disable", SslMode.Disable)]
    [TestCase("postgres://[::1]/bot?sslmode=disable", SslMode.Disable)]
    [TestCase("postgres:///bot?host=/var/run/postgresql", SslMode.Prefer)]
    [TestCase("Host=/var/run/postgresql;SSL Mode=Disable", SslMode.Disable)]
    [TestCase("Host=@abstract", SslMode.Prefer)]
    [TestCase("Host=localhost,127.0.0.1:5433", SslMode.Prefer)]
    public void ThisMachineMayBeTalkedToInTheClear(string text, SslMode expected) =>
        Assert.That(PostgresAddress.Parse(text, allowUnencrypted: false).SslMode, Is.EqualTo(expected));

    [TestCase("postgres://db.example.com/bot?sslmode=disable")]
    [TestCase("postgres://db.example.com/bot?sslmode=prefer")]
    [TestCase("postgres://10.0.0.7/bot?sslmode=allow")]
    [TestCase("Host=db.example.com;SSL Mode=Prefer")]
    [TestCase("Host=localhost,db.example.com;SSL Mode=Disable")]
    [TestCase("Host=localhost.example.com;SSL Mode=Disable")]
    [TestCase("Host=[2001:db8::1];SSL Mode=Disable")]
    public void AnotherMachineMayNotUnlessThatIsAllowed(string text)
    {
        Assert.That(() => PostgresAddress.Parse(text, allowUnencrypted: false), Throws.TypeOf<FormatException>().With.Message.Contains("AllowUnencrypted"));
        Assert.That(() => PostgresAddress.Parse(text, allowUnencrypted: true), Throws.Nothing);
    }

    [TestCase("postgres://db.example.com/bot", SslMode.Require)]
    [TestCase("Host=db.example.com", SslMode.Require)]
    public void WithoutAWordAnotherMachineMustOfferTls(string text, SslMode expected)
    {
        Assert.That(PostgresAddress.Parse(text, allowUnencrypted: false).SslMode, Is.EqualTo(expected));
        Assert.That(PostgresAddress.Parse(text, allowUnencrypted: true).SslMode, Is.EqualTo(SslMode.Prefer));
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("hunter2")]
    [TestCase("Username=bot;Password=hunter2")]
    [TestCase("Host=localhost;Password=p;hunter2=4")]
    [TestCase("Host=localhost;Port=hunter2")]
    [TestCase("postgres://bot:hun?ter2@localhost/bot")]
    [TestCase("postgres://bot:hun/ter2@localhost/bot")]
    [TestCase("postgres://bot:hunter2@localhost:hunter2/bot")]
    [TestCase("postgres://bot:hunter2@localhost/bot?hunter2=1")]
    [TestCase("postgres://bot:hunter2@localhost/bot?sslmode=hunter2")]
    [TestCase("postgres://bot:hunter2@localhost:70000/bot")]
    [TestCase("Host=localhost;Maximum Pool Size=5;Password=hunter2")]
    [TestCase("Host=localhost;Include Error Detail=true;Password=hunter2")]
    public void WhatIsWrongIsSaidWithoutRepeatingAnything(string text)
    {
        var error = Assert.Throws<FormatException>(() => PostgresAddress.Parse(text, allowUnencrypted: false))!;
        Assert.That(error.ToString(), Does.Not.Contain("hunter2").And.Not.Contain("ter2"));
        var options = new PostgresOptions { ConnectionString = text };
        Assert.That(options.Validate().Single(), Does.StartWith("ConnectionString ").And.Not.Contain("ter2"));
        Assert.That(() => new PostgresTier(options), Throws.ArgumentException.With.Message.Not.Contain("ter2"));
    }
}
