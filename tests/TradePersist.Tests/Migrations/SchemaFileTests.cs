using NUnit.Framework;
using TradePersist.Relational;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Migrations;

[TestFixture(typeof(SqliteEngine))]
[TestFixture(typeof(DuckDbEngine))]
[TestFixture(typeof(PostgresEngine))]
internal sealed class SchemaFileTests<TEngine> : MigrationTestBase<TEngine>
    where TEngine : ISqlEngine, new()
{
    [Test]
    public void ACommittedFileIsWhatItsVersionRenders()
    {
        foreach (var migration in Migrations())
        {
            CommittedText.Verify(PathOf(migration, "up"), Lines(migration.Up));
            CommittedText.Verify(PathOf(migration, "down"), Lines(migration.Down));
        }

        var expected = Migrations().SelectMany(migration => new[] { $"{migration}.down.sql", $"{migration}.up.sql" });
        Assert.That(Directory.EnumerateFiles(RepositoryFiles.PathOf("schemas", Engine.Name)).Select(Path.GetFileName).Order(), Is.EqualTo(expected.Order()));
    }

    [Test]
    public async Task ADatabaseBuiltFromTheFilesIsWhatTheLibraryBuilds()
    {
        foreach (var migration in Migrations())
        {
            await RunAsync(Script(migration, "up"));
        }

        var built = await SchemaAsync();
        using var other = new TempFolder();
        await using (var tier = Engine.NewTier(other.Root))
        {
            await tier.OpenAsync(Tables, default);
        }

        Assert.That(built, Is.EqualTo(await Engine.RunAsync(other.Root, Engine.Schema)));
        const string Records = "SELECT version, name, checksum FROM tp_migration ORDER BY version";
        Assert.That(await RunAsync(Records), Is.EqualTo(await Engine.RunAsync(other.Root, Records)));
        Assert.That(await RunAsync("SELECT DISTINCT applied_by FROM tp_migration"), Is.EqualTo("script"));
    }

    [Test]
    public async Task TheLibraryTakesADatabaseBuiltFromTheFilesAsItIs([Values] MigrationMode mode)
    {
        foreach (var migration in Migrations())
        {
            await RunAsync(Script(migration, "up"));
        }

        var before = await RunAsync($"{Engine.Schema};;SELECT version, checksum, applied_by, applied_at FROM tp_migration ORDER BY version");
        var log = new LogBook();
        await StartAsync(mode, log: log);
        Assert.That(await RunAsync($"{Engine.Schema};;SELECT version, checksum, applied_by, applied_at FROM tp_migration ORDER BY version"), Is.EqualTo(before));
        Assert.That(log.Texts, Is.Empty);

        var status = await MigrateAsync((migrator, store) => migrator.InspectAsync(store, default));
        Assert.That(status.Problems, Is.Empty);
        Assert.That(status.Versions.Select(version => version.Applied!.AppliedAt), Is.All.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public async Task TheDownFilesUndoTheUpFiles()
    {
        var schemas = new Stack<string>();
        foreach (var migration in Migrations())
        {
            schemas.Push(await SchemaAsync());
            await RunAsync(Script(migration, "up"));
        }

        foreach (var migration in Migrations().Reverse())
        {
            await RunAsync(Script(migration, "down"));
            Assert.That(await SchemaAsync(), Is.EqualTo(schemas.Pop()), migration.ToString());
        }

        Assert.That(await SchemaAsync(), Is.Empty);
    }

    [Test]
    public void EveryTableCameWithOneVersion() =>
        Assert.That(StoreSchema.History.Versions.SelectMany(version => version.Tables), Is.EquivalentTo(Tables));

    private static string[] Lines(IReadOnlyList<string> statements) => [.. statements.SelectMany(statement => $"{statement};".Split('\n'))];
}
