using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

/// <summary>An embedded SQL tier on a file of its own.</summary>
internal abstract class SqlTierTestBase
{
    protected Guid Journal { get; } = Guid.CreateVersion7();

    protected KindsTable Kinds { get; private set; } = null!;

    /// <summary>The test's own folder.</summary>
    protected string Folder { get; private set; } = null!;

    /// <summary>The file, in a folder that does not exist yet.</summary>
    protected string DatabasePath => Path.Combine(Folder, "data", "bot.db");

    protected ISqlTier Tier { get; private set; } = null!;

    [SetUp]
    public void CreateTier()
    {
        Folder = Directory.CreateTempSubdirectory("tradepersist-").FullName;
        Kinds = new KindsTable();
        Tier = NewTier();
    }

    [TearDown]
    public async Task DeleteTier()
    {
        await Tier.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A further tier on the same file.</summary>
    protected abstract ISqlTier NewTier();

    /// <summary>Runs statements with <c>;;</c> between them, without the tier. The answer has a line per row, its cells with <c>|</c> between them.</summary>
    protected abstract Task<string> ForeignAsync(string sql);

    protected Task OpenAsync() => Tier.OpenAsync([Kinds.Table], default);

    protected Task ApplyAsync(RowSet rows, long? expected, long position) =>
        Tier.ApplyAsync(new TierBatch(Journal, expected, position, [new TableBatch(rows.Table, [], rows)]), default);

    protected async Task<RowSet> ReadAllAsync(Table table) =>
        (await Tier.QueryAsync(new Query(table) { Limit = Query.MaxLimit }, default)).Rows;
}
