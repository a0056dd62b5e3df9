using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>Queries that the columns in memory answer or narrow down, on a table with a key of several columns.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FileQueryTests
{
    private static readonly Guid Journal = Guid.CreateVersion7();

    private readonly Column _symbol = Column.Text("symbol", 8);
    private readonly Column _frame = Column.Int32("frame");
    private readonly Column _ts = Column.Timestamp("ts");
    private readonly Column _status = Column.Text("status", 8, nullable: true);
    private readonly Column _price = Column.Decimal("price", nullable: true);
    private readonly Table _table;
    private readonly FaultyStorage _disk = new();

    // The key is not in the order of the columns.
    public FileQueryTests() => _table = new Table(
        "bars", [_price, _ts, _status, _frame, _symbol], [_symbol, _frame, _ts], [_symbol], _ts, [new TableIndex(_status, _ts)]);

    [Test]
    public async Task EveryQueryAnswersAsTheEvaluatorDoes()
    {
        var random = Seed.Random();
        await using var tier = await OpenAsync();
        var rows = await FillAsync(tier, random, 3000);
        for (var i = 0; i < 1500; i++)
        {
            var query = random.Next(3) == 0 ? Groups(random) : Page(random);
            var expected = QueryEvaluator.Evaluate(query, rows);
            var actual = await tier.QueryAsync(query, default);
            Assert.That(actual.Rows.Select(row => row.ToString()), Is.EqualTo(expected.Rows.Select(row => row.ToString())), Describe(query));
            Assert.That(actual.Next, Is.EqualTo(expected.Next), Describe(query));
            Assert.That(actual.Rows.Table, Is.SameAs(query.ResultTable));
        }
    }

    [Test]
    public async Task EveryPageComesInItsOrderAlsoWithTheCursorOfAnotherFilter()
    {
        var random = Seed.Random();
        await using var tier = await OpenAsync();
        var rows = await FillAsync(tier, random, 600);
        for (var i = 0; i < 150; i++)
        {
            var query = Page(random);
            string? cursor = null;
            do
            {
                var filter = random.Next(5) == 0 ? Filter(random) : query.Filter;
                var page = new Query(_table) { Filter = filter, Order = query.Order, Limit = random.Next(1, 60), Cursor = cursor };
                var expected = QueryEvaluator.Evaluate(page, rows);
                var actual = await tier.QueryAsync(page, default);
                Assert.That(actual.Rows.Select(row => row.ToString()), Is.EqualTo(expected.Rows.Select(row => row.ToString())), Describe(page));
                Assert.That(actual.Next, Is.EqualTo(expected.Next), Describe(page));
                cursor = actual.Next;
            }
            while (cursor is not null);
        }
    }

    [Test]
    public async Task DeletesOfEveryKindTakeWhatTheyHoldFor()
    {
        var random = Seed.Random();
        await using var tier = await OpenAsync();
        var rows = (await FillAsync(tier, random, 3000)).ToList();
        for (var i = 0; i < 80; i++)
        {
            var filters = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Filter(random, most: 4)).Where(filter => filter.Conditions.Count > 1).ToList();
            await ApplyAsync(tier, i + 1, new TableBatch(_table, filters, []));
            rows.RemoveAll(row => filters.Exists(filter => filter.Holds(row)));
            Assert.That((await tier.QueryAsync(new Query(_table) { Limit = 5000 }, default)).Rows, Is.EqualTo(rows));
        }
    }

    /// <summary>A million candidates must not mean a million reads: what is asked for is found without reading the others.</summary>
    [Test]
    public async Task OnlyWhatIsAskedForIsRead()
    {
        var random = Seed.Random();
        await using var tier = await OpenAsync();
        var rows = await FillAsync(tier, random, 5000);
        var one = rows[2500];
        await ExpectReadAsync(1, new Query(_table) { Filter = TradePersist.Model.Filter.Matching(_table.Key, one) });
        await ExpectReadAsync(11, new Query(_table) { Limit = 10 });
        await ExpectReadAsync(11, new Query(_table) { Filter = new(new Condition(_symbol, Comparison.Equal, one[_symbol]), new Condition(_frame, Comparison.Equal, one[_frame])), Order = [new Ordering(_ts, Descending: true)], Limit = 10 });
        await ExpectReadAsync(11, new Query(_table) { Order = [new Ordering(_ts, Descending: true)], Limit = 10 });
        await ExpectReadAsync(11, new Query(_table) { Filter = new(new Condition(_status, Comparison.Equal, Value.Of("open"))), Order = [new Ordering(_ts)], Limit = 10 });
        await ExpectReadAsync(0, new Query(_table) { GroupBy = [_symbol], Aggregates = [Aggregate.Count("n"), Aggregate.Max("last", _ts)] });

        async Task ExpectReadAsync(int lines, Query query)
        {
            var before = _disk.BytesRead;
            var answer = await tier.QueryAsync(query, default);
            Assert.That(answer.Rows, Is.Not.Empty);

            // Lines that are close together are read with one read, gaps and all.
            Assert.That(_disk.BytesRead - before, Is.LessThanOrEqualTo(lines * (4096 + 200)), Describe(query));
        }
    }

    private static string Describe(Query query) =>
        $"filter [{string.Join(" AND ", query.Filter.Conditions)}] order [{string.Join(", ", query.Order)}] limit {query.Limit}";

    private Query Page(Random random) => new(_table)
    {
        Filter = Filter(random),
        Order = [.. Shuffled(random).Take(random.Next(4)).Select(column => new Ordering(column, random.Next(2) == 0))],
        Limit = random.Next(1, 100),
    };

    private Query Groups(Random random) => new(_table)
    {
        Filter = Filter(random),
        GroupBy = [.. Shuffled(random).Where(column => column != _ts).Take(random.Next(3))],
        Aggregates = random.Next(2) == 0
            ? [Aggregate.Count("n", Filter(random)), Aggregate.Max("last", _ts), Aggregate.Min("least", _status)]
            : [Aggregate.Count("n"), Aggregate.Sum("sum", _price, Filter(random))],
    };

    private Filter Filter(Random random, int most = 3) => new([.. Shuffled(random).Take(random.Next(most + 1)).Select(column => Condition(random, column))]);

    private Condition Condition(Random random, Column column)
    {
        var comparison = random.Next(2) == 0 ? Comparison.Equal : (Comparison)random.Next((int)Comparison.Equal, (int)Comparison.IsNotNull + 1);
        return comparison switch
        {
            Comparison.IsNull or Comparison.IsNotNull => new Condition(column, comparison),
            Comparison.In => new Condition(column, comparison, Draw(random, column), Draw(random, column)),
            _ => new Condition(column, comparison, Draw(random, column)),
        };
    }

    private Column[] Shuffled(Random random)
    {
        var columns = _table.Columns.ToArray();
        random.Shuffle(columns);
        return columns;
    }

    private Value Draw(Random random, Column column) =>
        column == _symbol ? Value.Of($"S{random.Next(4)}")
        : column == _frame ? Value.Of((long)random.Next(3))
        : column == _ts ? Value.OfMicroseconds(random.Next(400) * 1_000_000L)
        : column == _status ? random.Next(4) == 0 ? Value.Null : Value.Of(random.Next(2) == 0 ? "open" : "closed")
        : random.Next(4) == 0 ? Value.Null : Value.Of(random.Next(50) / 4m);

    // In the order of the key; written in another.
    private async Task<IReadOnlyList<Row>> FillAsync(FileTier tier, Random random, int count)
    {
        var rows = new HashSet<Row>(new RowKeyComparer(_table.Key));
        for (var i = 0; i < count; i++)
        {
            rows.Add(Rows.One(_table, [.. _table.Columns.Select(column => Draw(random, column))]));
        }

        await ApplyAsync(tier, null, new TableBatch(_table, [], [.. rows]));
        return [.. rows.Order(new RowKeyComparer(_table.Key))];
    }

    private async Task<FileTier> OpenAsync()
    {
        var tier = new FileTier(_disk);
        await tier.OpenAsync([_table], default);
        return tier;
    }

    private static Task ApplyAsync(FileTier tier, long? expected, TableBatch table) =>
        tier.ApplyAsync(new TierBatch(Journal, expected, (expected ?? 0) + 1, [table]), default);
}
