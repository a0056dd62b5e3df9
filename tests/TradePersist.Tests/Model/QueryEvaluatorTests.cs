using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Model;

public class QueryEvaluatorTests
{
    private static readonly Column Symbol = Column.Text("symbol", 8);
    private static readonly Column Id = Column.Int32("id");
    private static readonly Column Price = Column.Decimal("price", nullable: true);
    private static readonly Column Score = Column.Double("score", nullable: true);
    private static readonly Column At = Column.Timestamp("at", nullable: true);
    private static readonly Column Note = Column.Text("note", 8, nullable: true);
    private static readonly Table Table = new("t", [Price, Symbol, Score, Id, At, Note], [Symbol, Id]);

    private static readonly Column[] Comparable = [Price, Symbol, Score, Id, At, Note];

    [Test]
    public void AnswersAreThoseOfTheOracle()
    {
        var random = Seed.Random();
        for (var i = 0; i < 2000; i++)
        {
            var rows = RandomRows(random);
            var query = new Query(Table) { Filter = RandomFilter(random), Order = RandomOrder(random), Limit = random.Next(1, 40) };
            var expected = NaiveQuery.Sorted(query, rows);
            var answer = QueryEvaluator.Evaluate(query, rows);
            Assert.That(answer.Rows.Select(row => row.ToString()), Is.EqualTo(expected.Take(query.Limit).Select(row => row.ToString())));
            Assert.That(answer.Next is not null, Is.EqualTo(expected.Count > query.Limit));
            Assert.That(answer.IsComplete);
        }
    }

    [Test]
    public void WalkingThePagesGivesEachRowOnceAndInOrder()
    {
        var random = Seed.Random();
        for (var i = 0; i < 1000; i++)
        {
            var rows = RandomRows(random);
            var (filter, order, limit) = (RandomFilter(random), RandomOrder(random), random.Next(1, 6));
            var expected = NaiveQuery.Sorted(new Query(Table) { Filter = filter, Order = order }, rows);
            var walked = new List<string>();
            string? cursor = null;
            do
            {
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
                var answer = QueryEvaluator.Evaluate(new Query(Table) { Filter = filter, Order = order, Limit = limit, Cursor = cursor }, rows);
                walked.AddRange(answer.Rows.Select(row => row.ToString()));
                cursor = answer.Next;
            }
            while (cursor is not null && walked.Count <= expected.Count);
            Assert.That(walked, Is.EqualTo(expected.Select(row => row.ToString())));
        }
    }

    [Test]
    public void ACursorGoesOnAfterItsRowEvenWhenThatIsGone()
    {
        var rows = Rows.Of(Table, [.. Enumerable.Range(0, 5).Select(id => Cells("A", id))]).ToList();
        var first = QueryEvaluator.Evaluate(new Query(Table) { Limit = 2 }, rows);
        var rest = QueryEvaluator.Evaluate(new Query(Table) { Limit = 9, Cursor = first.Next }, rows.Where(row => row[Id].AsInt32() != 1));
        Assert.That(rest.Rows.Select(row => row[Id].AsInt32()), Is.EqualTo(new[] { 2, 3, 4 }));
        Assert.That(rest.Next, Is.Null);
    }

    [Test]
    public void GroupsAndAggregatesAreThoseOfTheOracle()
    {
        var random = Seed.Random();
        for (var i = 0; i < 2000; i++)
        {
            var rows = RandomRows(random);
            var query = new Query(Table)
            {
                Filter = RandomFilter(random),
                GroupBy = Comparable.Where(_ => random.Next(4) == 0).ToList(),
                Aggregates =
                [
                    Aggregate.Count("n"),
                    Aggregate.Count("n_if", RandomFilter(random)),
                    Aggregate.Sum("sum_price", Price, random.Next(2) == 0 ? RandomFilter(random) : null),
                    Aggregate.Sum("sum_id", Id),
                    Aggregate.Sum("sum_score", Score),
                    Aggregate.Min("min_price", Price),
                    Aggregate.Max("max_at", At),
                    Aggregate.Min("min_note", Note, RandomFilter(random)),
                    Aggregate.Max("max_score", Score),
                ],
            };
            var answer = QueryEvaluator.Evaluate(query, rows);
            Assert.That(
                answer.Rows.Select(row => string.Join("|", row.Values.ToArray().Select(value => value.ToString()))),
                Is.EqualTo(NaiveQuery.Grouped(query, rows)));
            Assert.That(answer.Rows.Table, Is.SameAs(query.ResultTable));
            Assert.That(answer.Next, Is.Null);
        }
    }

    [Test]
    public void NothingCountsZeroAndSumsNull()
    {
        var query = new Query(Table) { Aggregates = [Aggregate.Count("n"), Aggregate.Sum("s", Price), Aggregate.Min("m", Note)] };
        Assert.That(QueryEvaluator.Evaluate(query, []).Rows.Single().Values.ToArray(), Is.EqualTo(new[] { Value.Of(0L), Value.Null, Value.Null }));
        var grouped = new Query(Table) { GroupBy = [Symbol], Aggregates = [Aggregate.Count("n")] };
        Assert.That(QueryEvaluator.Evaluate(grouped, []).Rows, Is.Empty);
        Assert.That(QueryEvaluator.Evaluate(new Query(Table), []).Rows, Is.Empty);
    }

    [Test]
    public void AGroupOfNullsOnlyIsAGroup()
    {
        var query = new Query(Table) { GroupBy = [Note], Aggregates = [Aggregate.Count("n"), Aggregate.Sum("s", Price), Aggregate.Max("m", Price)] };
        var rows = Rows.Of(Table, Cells("A", 1), Cells("A", 2), Cells("A", 3, note: "x", price: 0.1m), Cells("A", 4, note: "x", price: 0.2m));
        Assert.That(QueryEvaluator.Evaluate(query, rows).Rows.Select(row => row.Values.ToArray()), Is.EqualTo(new[]
        {
            new[] { Value.Null, Value.Of(2L), Value.Null, Value.Null },
            [Value.Of("x"), Value.Of(2L), Value.Of(0.3m), Value.Of(0.2m)],
        }));
    }

    [Test]
    public void SumsAreExactAndOverflowIsTyped()
    {
        var sum = new Query(Table) { Aggregates = [Aggregate.Sum("s", Price)] };
        var large = 12_345_678_901_234_567_890m;
        const decimal Tiny = 0.000000000000000001m;
        var rows = Rows.Of(Table, Cells("A", 1, price: large), Cells("A", 2, price: Tiny), Cells("A", 3, price: -large));
        Assert.That(QueryEvaluator.Evaluate(sum, rows).Rows[0].Values[0].AsDecimal(), Is.EqualTo(Tiny), "nothing is rounded on the way");
        Assert.That(() => QueryEvaluator.Evaluate(sum, rows.Take(2)), Throws.InstanceOf<DecimalOverflowException>());

        var id = Column.Int64("id");
        var wide = new Table("wide", [id], [id]);
        var integers = Rows.Of(wide, [Value.Of(long.MaxValue)], [Value.Of(1L)], [Value.Of(-1L)]);
        var query = new Query(wide) { Aggregates = [Aggregate.Sum("s", id)] };
        Assert.That(QueryEvaluator.Evaluate(query, integers).Rows[0].Values[0].AsInt64(), Is.EqualTo(long.MaxValue));
        Assert.That(() => QueryEvaluator.Evaluate(query, integers.Take(2)), Throws.InstanceOf<DecimalOverflowException>());
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("not base 64!")]
    [TestCase("AAAAAAAAAAAA")]
    public void ADamagedCursorIsRefused(string cursor) =>
        Assert.That(() => Evaluate(new Query(Table) { Cursor = cursor }), Throws.ArgumentException);

    [Test]
    public void ACursorOfAnotherQueryOrOfTooManyOrTooFewBytesIsRefused()
    {
        var rows = Rows.Of(Table, Cells("A", 1), Cells("A", 2));
        var cursor = QueryEvaluator.Evaluate(new Query(Table) { Limit = 1 }, rows).Next!;
        Assert.That(() => Evaluate(new Query(Table) { Cursor = cursor, Order = [new Ordering(Id)] }), Throws.ArgumentException);
        Assert.That(() => Evaluate(new Query(Table) { Cursor = cursor, Order = [new Ordering(Symbol, Descending: true)] }), Throws.ArgumentException);

        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(cursor);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = System.Buffers.Text.Base64Url.EncodeToString(bytes.AsSpan(0, length));
            Assert.That(() => Evaluate(new Query(Table) { Cursor = cut }), Throws.ArgumentException);
        }

        var longer = System.Buffers.Text.Base64Url.EncodeToString([.. bytes, 0]);
        Assert.That(() => Evaluate(new Query(Table) { Cursor = longer }), Throws.ArgumentException);
    }

    [Test]
    public void RandomCursorsAreReadOrRefused()
    {
        var random = Seed.Random();
        var rows = Rows.Of(Table, Cells("A", 1), Cells("A", 2));
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(QueryEvaluator.Evaluate(new Query(Table) { Limit = 1 }, rows).Next!);
        for (var i = 0; i < 5000; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Evaluate(new Query(Table) { Cursor = System.Buffers.Text.Base64Url.EncodeToString(damaged) });
            }
            catch (ArgumentException)
            {
                // The only way to refuse one.
            }
        }
    }

    [Test]
    public void ColumnsOfAnotherTableAreRefused()
    {
        var foreign = Column.Int32("id");
        _ = new Table("u", [foreign], [foreign]);
        var filter = new Filter(new Condition(foreign, Comparison.Equal, Value.Of(1L)));
        Assert.That(() => Evaluate(new Query(Table) { Filter = filter }), Throws.ArgumentException);
        Assert.That(() => Evaluate(new Query(Table) { Order = [new Ordering(foreign)] }), Throws.ArgumentException);
        Assert.That(() => Evaluate(new Query(Table) { GroupBy = [foreign] }), Throws.ArgumentException);
        Assert.That(() => Evaluate(new Query(Table) { Aggregates = [Aggregate.Sum("s", foreign)] }), Throws.ArgumentException);
        Assert.That(() => Evaluate(new Query(Table) { Aggregates = [Aggregate.Count("n", filter)] }), Throws.ArgumentException);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(Query.MaxLimit + 1)]
    public void LimitsOutOfRangeAreRefused(int limit) =>
        Assert.That(() => Evaluate(new Query(Table) { Limit = limit }), Throws.ArgumentException);

    [Test]
    public void AggregatesTakeNoOrderAndNoCursorAndSumNumbersOnly()
    {
        Assert.That(() => Evaluate(new Query(Table) { Aggregates = [Aggregate.Count("n")], Order = [new Ordering(Id)] }), Throws.ArgumentException);
        Assert.That(() => Evaluate(new Query(Table) { Aggregates = [Aggregate.Count("n")], Cursor = "x" }), Throws.ArgumentException);
        Assert.That(() => Aggregate.Sum("s", Note), Throws.ArgumentException);
        Assert.That(() => Aggregate.Min("s", Column.Json("j")), Throws.ArgumentException);
    }

    [Test]
    public void TheMostRowsAreTheLimit()
    {
        var rows = Rows.Of(Table, [.. Enumerable.Range(0, 1500).Select(id => Cells("A", id))]);
        var answer = QueryEvaluator.Evaluate(new Query(Table), rows);
        Assert.That(answer.Rows, Has.Count.EqualTo(1000));
        Assert.That(answer.Next, Is.Not.Null);
        var all = QueryEvaluator.Evaluate(new Query(Table) { Limit = 1500 }, rows);
        Assert.That(all.Rows, Has.Count.EqualTo(1500));
        Assert.That(all.Next, Is.Null);
    }

    private static void Evaluate(Query query) => QueryEvaluator.Evaluate(query, []);

    private static Value[] Cells(string symbol, int id, string? note = null, decimal? price = null) =>
        [price is { } amount ? Value.Of(amount) : default, Value.Of(symbol), default, Value.Of((long)id), default, Value.Of(note)];

    private static Value Cell(Random random, Column column) => column.Nullable && random.Next(3) == 0 ? default : column.Kind switch
    {
        ColumnKind.Int32 => Value.Of((long)random.Next(-4, 8)),
        ColumnKind.Decimal => Value.Of(random.Next(-3, 4) / 10m),
        ColumnKind.Double => Value.Of(random.Next(-3, 4) / 4.0),
        ColumnKind.Timestamp => Value.OfMicroseconds(random.Next(-2, 3)),
        _ => Value.Of(new[] { "", "B", "b", "é", "\uFFFD", "😀" }[random.Next(6)]),
    };

    private static List<Row> RandomRows(Random random)
    {
        var rows = new Dictionary<(string, int), Row>();
        for (var i = random.Next(40); i > 0; i--)
        {
            var row = Rows.One(Table, [.. Table.Columns.Select(column => Cell(random, column))]);
            rows[(row[Symbol].AsText(), row[Id].AsInt32())] = row;
        }

        return [.. rows.Values];
    }

    private static Filter RandomFilter(Random random) => new([.. Enumerable.Range(0, random.Next(3)).Select(_ =>
    {
        var column = Comparable[random.Next(Comparable.Length)];
        var comparison = (Comparison)random.Next((int)Comparison.Equal, (int)Comparison.IsNotNull + 1);
        var values = comparison >= Comparison.IsNull ? 0 : comparison == Comparison.In ? random.Next(4) : 1;
        return new Condition(column, comparison, [.. Enumerable.Range(0, values).Select(_ => Cell(random, column))]);
    })]);

    private static List<Ordering> RandomOrder(Random random) =>
        [.. Comparable.Where(_ => random.Next(3) == 0).OrderBy(_ => random.Next()).Select(column => new Ordering(column, random.Next(2) == 0))];
}
