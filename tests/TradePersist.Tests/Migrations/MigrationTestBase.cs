using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Migrations;

internal abstract class MigrationTestBase<TEngine>
    where TEngine : ISqlEngine, new()
{
    protected static readonly IReadOnlyList<Table> Tables = new Catalog().Tables;

    protected static TEngine Engine { get; } = new();

    protected TempFolder Folder { get; private set; } = null!;

    [SetUp]
    public void CreateFolder() => Folder = new TempFolder();

    [TearDown]
    public void DeleteFolder() => Folder.Dispose();

    protected static IReadOnlyList<Migration> Migrations()
    {
        using var folder = new TempFolder();
        return new Migrator(Engine.NewTier(folder.Root).Dialect.WithoutSettings(), Tables).Migrations;
    }

    protected static string PathOf(Migration migration, string direction) => RepositoryFiles.PathOf("schemas", Engine.Name, $"{migration}.{direction}.sql");

    /// <summary>The statements of a committed file, as a program runs them one by one.</summary>
    protected static string Script(Migration migration, string direction) =>
        string.Join(";;", File.ReadAllText(PathOf(migration, direction)).TrimEnd().TrimEnd(';').Split(";\n"));

    protected Task<string> RunAsync(string sql) => Engine.RunAsync(Folder.Root, sql);

    protected Task<string> SchemaAsync() => RunAsync(Engine.Schema);

    /// <summary>Opens a tier and closes it.</summary>
    protected async Task StartAsync(MigrationMode mode = MigrationMode.Apply, IReadOnlyList<Table>? tables = null, LogBook? log = null)
    {
        await using var tier = Engine.NewTier(Folder.Root, mode, logger: log);
        await tier.OpenAsync(tables ?? Tables, default);
    }

    /// <summary>What a tool does.</summary>
    protected async Task<T> MigrateAsync<T>(Func<Migrator, ISchemaStore, Task<T>> work, IReadOnlyList<Table>? tables = null, SchemaHistory? history = null)
    {
        await using var tier = Engine.NewTier(Folder.Root);
        return await tier.InSchemaAsync((dialect, store) => work(new Migrator(dialect, tables ?? Tables, history ?? StoreSchema.History), store), mayCreate: true, default);
    }

    protected Task MigrateAsync(Func<Migrator, ISchemaStore, Task> work, IReadOnlyList<Table>? tables = null, SchemaHistory? history = null) => MigrateAsync(
        async (migrator, store) =>
        {
            await work(migrator, store);
            return true;
        },
        tables,
        history);
}
