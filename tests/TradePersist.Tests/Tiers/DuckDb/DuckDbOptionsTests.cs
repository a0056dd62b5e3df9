using NUnit.Framework;
using TradePersist.DuckDb;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbOptionsTests
{
    [Test]
    public void TheDefaultsAreValid()
    {
        Assert.That(new DuckDbOptions().Validate(), Is.Empty, "without a path the data folder says where");
        Assert.That(new DuckDbOptions { Path = "bot.duckdb", TablePrefix = "bot1_", Threads = 4 }.Validate(), Is.Empty);
        Assert.That(new DuckDbOptions { Path = DuckDbOptions.InMemory }.Validate(), Is.Empty);
    }

    [Test]
    public void EveryErrorIsReportedAtOnce()
    {
        var options = new DuckDbOptions { Path = ":memory:x", MemoryLimitBytes = 1, Threads = -1, TablePrefix = "a\"; --" };
        Assert.That(options.Validate(), Has.Count.EqualTo(4));
        Assert.That(() => new DuckDbTier(options), Throws.ArgumentException);
    }

    [TestCase("Bot_")]
    [TestCase("1bot_")]
    [TestCase("bot_\n")]
    public void APrefixIsAName(string prefix) =>
        Assert.That(new DuckDbOptions { Path = "bot.duckdb", TablePrefix = prefix }.Validate(), Has.Count.EqualTo(1));
}
