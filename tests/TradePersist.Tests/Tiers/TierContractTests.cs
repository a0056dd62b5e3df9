using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

/// <summary>What every tier must do, whatever store is behind it.</summary>
internal abstract partial class TierContractTests
{
    private readonly Guid _journal = Guid.CreateVersion7();
    private long? _position;

    protected ITier Tier { get; private set; } = null!;

    /// <summary>Whether a read sees whole batches only, also while one is being applied.</summary>
    protected virtual bool ReadsAreSnapshots => true;

    /// <summary>A new tier on a new, empty store.</summary>
    protected abstract ITier CreateTier();

    [SetUp]
    public void CreateFreshTier()
    {
        _position = null;
        Tier = CreateTier();
    }

    [TearDown]
    public async Task DisposeTier() => await Tier.DisposeAsync();

    protected static Random Seeded()
    {
        var seed = Environment.GetEnvironmentVariable("TRADEPERSIST_SEED") is { Length: > 0 } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Out.WriteLine($"TRADEPERSIST_SEED={seed}");
        return new Random(seed);
    }

    protected async Task<KindsTable> OpenAsync()
    {
        var kinds = new KindsTable();
        await Tier.OpenAsync([kinds.Table], default);
        return kinds;
    }

    protected Task UpsertAsync(RowSet rows, CancellationToken cancellationToken = default) =>
        ApplyAsync(new TableBatch(rows.Table, [], rows), cancellationToken);

    protected Task DeleteAsync(Table table, Filter filter) => ApplyAsync(new TableBatch(table, [filter], []));

    protected async Task ApplyAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        var next = (_position ?? 0) + 1;
        await Tier.ApplyAsync(new TierBatch(_journal, _position, next, [batch]), cancellationToken);
        _position = next;
    }

    protected async Task<RowSet> ReadAllAsync(Table table) =>
        (await Tier.QueryAsync(new Query(table) { Limit = Query.MaxLimit }, default)).Rows;

    protected static Query Shaped(Query query, string? cursor) => new(query.Table)
    {
        Filter = query.Filter, Order = query.Order, Limit = query.Limit, Cursor = cursor, GroupBy = query.GroupBy, Aggregates = query.Aggregates,
    };

    protected static string Describe(Query query) =>
        $"filter [{string.Join(" AND ", query.Filter.Conditions)}] order [{string.Join(", ", query.Order)}] limit {query.Limit}";
}
