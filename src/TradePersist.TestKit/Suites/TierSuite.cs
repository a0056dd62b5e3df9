using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>What the suites have in common: each test has a new store, and a tier on it.</summary>
/// <typeparam name="TFixture">Tells of the tier that is tested.</typeparam>
public abstract class TierSuite<TFixture>
    where TFixture : TierFixture, new()
{
    private long? _position;

    private protected TierSuite()
    {
    }

    private protected TFixture Fixture { get; } = new();

    private protected Guid Journal { get; } = Guid.CreateVersion7();

    private protected string Store { get; private set; } = null!;

    private protected ITier Tier { get; private set; } = null!;

    [SetUp]
    public async Task CreateTier()
    {
        _position = null;
        Store = await Fixture.CreateStoreAsync();
        Tier = Fixture.CreateTier(Store);
    }

    [TearDown]
    public async Task DeleteTier()
    {
        // Without its server, a fixture ignores the test before there is a store.
        if (Tier is not null)
        {
            await Tier.DisposeAsync();
            await Fixture.DeleteStoreAsync(Store);
        }
    }

    [Test]
    public void NoSuiteIsLeftOut() => Assert.That(AllSuites.MissingIn(GetType().Assembly), Is.Empty);

    /// <summary>Whether the tier claims a capability; the reason is printed when it does not.</summary>
    private protected bool Can(TierCapability capability)
    {
        var lack = Fixture.Lacks.SingleOrDefault(lack => lack.Capability == capability);
        if (lack is not null)
        {
            TestContext.Out.WriteLine($"{capability} is lacking: {lack.Reason}");
        }

        return lack is null;
    }

    private protected async Task<KindsTable> OpenAsync()
    {
        var kinds = new KindsTable();
        await Tier.OpenAsync([kinds.Table], default);
        return kinds;
    }

    /// <summary>Closes the tier and opens another one on the same store.</summary>
    private protected async Task ReopenAsync(params Table[] tables)
    {
        await Tier.DisposeAsync();
        Tier = Fixture.CreateTier(Store);
        await Tier.OpenAsync(tables, default);
    }

    private protected Task UpsertAsync(RowSet rows) => ApplyAsync(new TableBatch(rows.Table, [], rows));

    private protected Task DeleteAsync(Table table, Filter filter) => ApplyAsync(new TableBatch(table, [filter], []));

    /// <summary>Applies a batch after those before it.</summary>
    private protected async Task ApplyAsync(params TableBatch[] tables)
    {
        var next = (_position ?? 0) + 1;
        await Tier.ApplyAsync(new TierBatch(Journal, _position, next, tables), default);
        _position = next;
    }

    private protected Task<RowSet> ReadAllAsync(Table table) => ReadAllAsync(Tier, table);

    private protected static async Task<RowSet> ReadAllAsync(ITier tier, Table table) =>
        (await tier.QueryAsync(new Query(table) { Limit = Query.MaxLimit }, default)).Rows;
}
