using NUnit.Framework;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Tests.Migrations;

[TestFixture(typeof(SqliteEngine))]
[TestFixture(typeof(DuckDbEngine))]
[TestFixture(typeof(PostgresEngine))]
internal sealed class MissingFileTests<TEngine> : MigrationTestBase<TEngine>
    where TEngine : ISqlEngine, new()
{
    [Test]
    public async Task ADatabaseThatIsNotThereIsOnlyMadeByApply([Values(MigrationMode.Validate, MigrationMode.Off)] MigrationMode mode)
    {
        await using var tier = Engine.NewTier(Folder.Root, mode);
        var error = (await Assert.CatchAsync(() => tier.OpenAsync(Tables, default)))!;
        Assert.That(tier.Classify(error), Is.EqualTo(FailureKind.Transient), "somebody may still make it");
        Assert.That(Directory.EnumerateFileSystemEntries(Folder.Root), Is.Empty);
        await StartAsync();
        await tier.OpenAsync(Tables, default);
    }
}
