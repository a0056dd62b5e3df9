using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>What every tier must do with trails, through the door.</summary>
internal abstract class TrailTierTests
{
    private const string TierName = "tier";

    protected static readonly ReadOptions FromTier = new() { Tier = TierName, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A tier on what the folder holds.</summary>
    public abstract ITier CreateTier(string folder);

    [Test]
    public async Task RealTrailsGoInAndComeOutEqual()
    {
        using var folder = new TempFolder();
        var trails = RealTrails.Read().ToList();
        await using var store = await OpenStoreAsync(folder);
        foreach (var trail in trails)
        {
            await store.Trails.SaveAsync(trail);
        }

        foreach (var trail in trails)
        {
            Assert.That(Lines((await store.Trails.GetAsync(trail.BuyinId, FromTier))!), Is.EqualTo(Lines(trail)));
        }

        Assert.That(trails, Has.Count.EqualTo(32));
        Assert.That(trails.Sum(trail => trail.Minutes.Sum(minute => minute.Values.Count(value => !value.Value.IsNull))), Is.GreaterThan(30_000));
    }

    [Test]
    public async Task WhatIsFoundIsWhatTheOracleFinds()
    {
        var random = Seed.Random();
        using var folder = new TempFolder();
        await using var store = await OpenStoreAsync(folder);
        var payloads = new RandomPayload(random);
        var table = TrailSchema.Default.Table.Table;
        var rows = new List<Row>();
        for (var id = 1; id <= 20; id++)
        {
            await store.Trails.SaveAsync(id, TrailPayload.Parse(payloads.Make().ToJsonString()));
        }

        for (var id = 1; id <= 20; id++)
        {
            rows.AddRange((await store.Trails.GetAsync(id, FromTier))!.Minutes.Select(minute => minute.Row));
        }

        var notEmpty = 0;
        for (var round = 0; round < 60; round++)
        {
            var query = new TrailQuery
            {
                Where = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Condition(random, table, rows))],
                OrderBy = [.. Enumerable.Range(0, random.Next(4)).Select(_ => table.Columns[random.Next(table.Columns.Count)].Name).Distinct().Select(name => new TrailOrdering(name, random.Next(2) == 0))],
                Limit = random.Next(1, 60),
            };
            var expected = NaiveQuery.Sorted(Meaning(table, query), rows);
            var found = new List<TrailMinute>();
            string? cursor = null;
            do
            {
                var page = await store.Trails.FindAsync(query with { Cursor = cursor }, FromTier);
                Assert.That((page.Tier, page.IsComplete, page.Count <= query.Limit), Is.EqualTo((TierName, true, true)));
                found.AddRange(page);
                cursor = page.Next;
            }
            while (cursor is not null);

            Assert.That(found.Select(minute => minute.ToString()), Is.EqualTo(expected.Select(row => row.ToString())), $"{string.Join(" AND ", query.Where)} ORDER BY {string.Join(", ", query.OrderBy)}");
            notEmpty += found.Count > 0 ? 1 : 0;
        }

        Assert.That(notEmpty, Is.GreaterThan(20));
    }

    /// <summary>Everything that a trail says.</summary>
    protected static List<string> Lines(Trail trail) => [.. trail.Minutes.Select(minute => minute.ToString())];

    protected Task<TradePersistence> OpenStoreAsync(TempFolder folder, TrailSchema? schema = null) => ChainBench.OpenAsync(
        builder => builder.UseJournal(folder["journal"]).UseTrailSchema(schema ?? TrailSchema.Default),
        (TierName, CreateTier(folder["tier"]), TierRole.Required));

    private static Query Meaning(Table table, TrailQuery query) => new(table)
    {
        Filter = new Filter([.. query.Where.Select(condition => new Condition(table.Find(condition.Column)!, condition.Comparison, condition.Values))]),
        Order = [.. query.OrderBy.Select(ordering => new Ordering(table.Find(ordering.Column)!, ordering.Descending))],
    };

    private static TrailCondition Condition(Random random, Table table, List<Row> rows)
    {
        var column = table.Columns[random.Next(table.Columns.Count)];
        var comparison = (Comparison)random.Next((int)Comparison.Equal, (int)Comparison.IsNotNull + 1);
        var known = rows.Select(row => row[column]).Where(value => !value.IsNull).ToList();
        if (known.Count == 0 || comparison is Comparison.IsNull or Comparison.IsNotNull)
        {
            return new(column.Name, random.Next(2) == 0 ? Comparison.IsNull : Comparison.IsNotNull);
        }

        var values = Enumerable.Range(0, comparison == Comparison.In ? random.Next(4) : 1).Select(_ => known[random.Next(known.Count)]);
        return new(column.Name, comparison, [.. values]);
    }
}
