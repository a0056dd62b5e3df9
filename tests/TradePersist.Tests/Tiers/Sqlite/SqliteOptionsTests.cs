using NUnit.Framework;
using TradePersist.Sqlite;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteOptionsTests
{
    [Test]
    public void TheDefaultsAreValid()
    {
        Assert.That(new SqliteOptions().Validate(), Is.Empty, "without a path the data folder says where");
        Assert.That(new SqliteOptions { Path = "bot.db" }.Validate(), Is.Empty);
        Assert.That(new SqliteOptions { Path = "bot.db", TablePrefix = "bot1_" }.Validate(), Is.Empty);
    }

    [Test]
    public void EveryErrorIsReportedAtOnce()
    {
        var options = new SqliteOptions { Path = ":memory:", BusyTimeout = TimeSpan.FromHours(1), TablePrefix = "a\"; --", Synchronous = (SqliteSynchronous)9 };
        Assert.That(options.Validate(), Has.Count.EqualTo(4));
        Assert.That(() => new SqliteTier(options), Throws.ArgumentException);
    }

    [TestCase("Bot_")]
    [TestCase("1bot_")]
    [TestCase("sqlite_")]
    [TestCase("bot_\n")]
    public void APrefixIsAName(string prefix) =>
        Assert.That(new SqliteOptions { Path = "bot.db", TablePrefix = prefix }.Validate(), Has.Count.EqualTo(1));
}
