using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>A file tier on a folder of its own, with one table of every kind.</summary>
internal abstract class FilesTestBase
{
    private string _temp = null!;

    protected Guid Journal { get; } = Guid.Parse("0192f5a0-7b3c-7def-8abc-def012345678");

    protected KindsTable Kinds { get; set; } = null!;

    protected FileTier Tier { get; private set; } = null!;

    protected string Folder => Path.Combine(_temp, "data", "files");

    protected string KindsFile => PathOf("kinds.jsonl");

    protected string PositionsFile => PathOf(FilePositions.FileName);

    [SetUp]
    public void CreateTier()
    {
        _temp = Directory.CreateTempSubdirectory("tradepersist-").FullName;
        Kinds = new KindsTable();
        Tier = NewTier();
    }

    [TearDown]
    public async Task DeleteTier()
    {
        await Tier.DisposeAsync();
        Directory.Delete(_temp, recursive: true);
    }

    protected FileTier NewTier() => new(new FileTierOptions { Path = Folder });

    protected string PathOf(string name) => Path.Combine(Folder, name);

    protected Task OpenAsync() => Tier.OpenAsync([Kinds.Table], default);

    /// <summary>Closes the tier and opens another one on the same files.</summary>
    protected async Task ReopenAsync(params Table[] tables)
    {
        await Tier.DisposeAsync();
        Tier = NewTier();
        await Tier.OpenAsync(tables.Length == 0 ? [Kinds.Table] : tables, default);
    }

    protected Task ApplyAsync(long? expected, long position, params TableBatch[] tables) =>
        Tier.ApplyAsync(new TierBatch(Journal, expected, position, tables), default);

    protected Task ApplyAsync(RowSet rows, long? expected, long position) => ApplyAsync(expected, position, new TableBatch(rows.Table, [], rows));

    protected async Task<RowSet> ReadAllAsync(Table table) =>
        (await Tier.QueryAsync(new Query(table) { Limit = Query.MaxLimit }, default)).Rows;

    protected async Task<long[]> IdsAsync() => [.. (await ReadAllAsync(Kinds.Table)).Select(row => row[Kinds.Id].AsInt64())];

    /// <summary>Opens the files as they are, which must fail for good and change nothing.</summary>
    protected async Task<T> RefusedAsync<T>(params Table[] tables)
        where T : Exception
    {
        await Tier.DisposeAsync();
        var before = Bytes();
        Tier = NewTier();
        var error = (await Assert.CatchAsync<T>(() => Tier.OpenAsync(tables.Length == 0 ? [Kinds.Table] : tables, default)))!;
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(Bytes(), Is.EqualTo(before), "nothing is changed or deleted");
        return error;
    }

    private SortedDictionary<string, byte[]> Bytes() =>
        new(Directory.GetFiles(Folder).Where(file => !file.EndsWith(FilesFolder.LockName, StringComparison.Ordinal)).ToDictionary(file => file, File.ReadAllBytes), StringComparer.Ordinal);
}
