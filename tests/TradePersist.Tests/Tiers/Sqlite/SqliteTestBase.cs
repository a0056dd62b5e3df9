using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>A tier on a file of its own, and a second program that uses the same file.</summary>
internal abstract class SqliteTestBase
{
    private string _folder = null!;

    protected Guid Journal { get; } = Guid.CreateVersion7();

    protected KindsTable Kinds { get; private set; } = null!;

    protected string DatabasePath { get; private set; } = null!;

    protected SqliteTier Tier { get; private set; } = null!;

    [SetUp]
    public void CreateTier()
    {
        _folder = Directory.CreateTempSubdirectory("tradepersist-").FullName;
        DatabasePath = Path.Combine(_folder, "data", "bot.db");
        Kinds = new KindsTable();
        Tier = NewTier();
    }

    [TearDown]
    public async Task DeleteTier()
    {
        await Tier.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected SqliteTier NewTier(TimeSpan? busyTimeout = null) =>
        new(new SqliteOptions { Path = DatabasePath, BusyTimeout = busyTimeout ?? SqliteOptions.DefaultBusyTimeout });

    protected Task OpenAsync() => Tier.OpenAsync([Kinds.Table], default);

    protected Task ApplyAsync(RowSet rows, long? expected, long position) =>
        Tier.ApplyAsync(new TierBatch(Journal, expected, position, [new TableBatch(rows.Table, [], rows)]), default);

    protected async Task<RowSet> ReadAllAsync(Table table) =>
        (await Tier.QueryAsync(new Query(table) { Limit = Query.MaxLimit }, default)).Rows;

    /// <summary>Runs SQL as another program would: no function and no setting of ours.</summary>
    protected Task<string> ForeignAsync(string sql) => ForeignProgram.RunAsync(
        """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
        for statement in sys.argv[2].split(';;'):
            for row in c.execute(statement):
                print('|'.join(str(cell) for cell in row))
        c.close()
        """,
        DatabasePath,
        sql);
}
