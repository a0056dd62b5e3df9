using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain.Folding;

/// <summary>
/// Two tables of so few keys that changes collide all the time, and the plain meaning of changes on them: one
/// operation after the other, row by row.
/// </summary>
internal sealed class SmallWorld
{
    private readonly Column _part = Column.Text("part", 4);
    private readonly Column _id = Column.Int64("id");
    private readonly Column _value = Column.Int64("v", nullable: true);
    private readonly Column _looseId = Column.Int64("id");
    private readonly Column _looseValue = Column.Int64("v", nullable: true);

    public SmallWorld()
    {
        Parted = new Table("parted", [_value, _part, _id], [_part, _id], [_part]);
        Loose = new Table("loose", [_looseId, _looseValue], [_looseId]);
    }

    public Table Parted { get; }

    public Table Loose { get; }

    public static Dictionary<string, Row> Apply(Dictionary<string, Row> state, Change change)
    {
        var next = new Dictionary<string, Row>(state);
        foreach (var operation in change.Operations)
        {
            switch (operation)
            {
                case UpsertOperation upsert:
                    Put(next, upsert.Rows);
                    break;
                case ReplaceOperation replace:
                    Drop(next, row => row.Table == replace.Table && replace.Table.Partition.All(column => row[column] == replace.Partition[column]));
                    Put(next, replace.Rows);
                    break;
                case DeleteOperation delete:
                    Drop(next, row => row.Table == delete.Table && delete.Filter.Holds(row));
                    break;
            }
        }

        return next;
    }

    /// <summary>What a tier does with a folded batch: the deletes, then the upserts.</summary>
    public static Dictionary<string, Row> Apply(Dictionary<string, Row> state, IReadOnlyList<TableBatch> batches)
    {
        var next = new Dictionary<string, Row>(state);
        foreach (var (table, deletes, upserts) in batches)
        {
            Drop(next, row => row.Table == table && deletes.Any(filter => filter.Holds(row)));
            Put(next, upserts);
        }

        return next;
    }

    public static string Describe(Dictionary<string, Row> state) =>
        string.Join("\n", state.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"));

    public static string KeyOf(Row row) => $"{row.Table} {string.Join("/", row.Table.Key.Select(column => row[column].ToString()))}";

    public Dictionary<string, Row> State(Random random)
    {
        var state = new Dictionary<string, Row>();
        Put(state, RandomRows(random, Parted, random.Next(8)));
        Put(state, RandomRows(random, Loose, random.Next(8)));
        return state;
    }

    public Change Change(Random random, int operations = 3) =>
        new([.. Enumerable.Range(0, random.Next(1, operations + 1)).Select(_ => Operation(random))]);

    private static void Put(Dictionary<string, Row> state, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            state[KeyOf(row)] = row.Copy();
        }
    }

    private static void Drop(Dictionary<string, Row> state, Func<Row, bool> isDropped)
    {
        foreach (var key in state.Where(pair => isDropped(pair.Value)).Select(pair => pair.Key).ToList())
        {
            state.Remove(key);
        }
    }

    private static Value Number(Random random) => random.Next(6) == 0 ? default : Value.Of((long)random.Next(4));

    private Operation Operation(Random random)
    {
        var table = random.Next(2) == 0 ? Parted : Loose;
        switch (random.Next(table == Parted ? 4 : 3))
        {
            case 0:
                return new DeleteOperation(table, RandomFilter(random, table));
            case 3:
                var part = Part(random);
                var rows = RandomRows(random, table, random.Next(4));
                var set = new RowSet(table);
                foreach (var row in rows)
                {
                    set.Add(row);
                    set.LastCells[_part.Ordinal] = part;
                }

                return new ReplaceOperation(Rows.One(table, default, part, default), set);
            default:
                return new UpsertOperation(RandomRows(random, table, random.Next(4)));
        }
    }

    private Filter RandomFilter(Random random, Table table)
    {
        var (id, value) = table == Parted ? (_id, _value) : (_looseId, _looseValue);
        var conditions = new List<Condition>();
        for (var i = random.Next(3); i > 0; i--)
        {
            conditions.Add(random.Next(5) switch
            {
                0 => new Condition(value, Comparison.Equal, Number(random)),
                1 => new Condition(value, random.Next(2) == 0 ? Comparison.Less : Comparison.GreaterOrEqual, Number(random)),
                2 => new Condition(value, random.Next(2) == 0 ? Comparison.IsNull : Comparison.IsNotNull),
                3 => new Condition(id, Comparison.In, Number(random), Number(random)),
                _ when table == Parted => new Condition(_part, Comparison.Equal, Part(random)),
                _ => new Condition(id, Comparison.NotEqual, Number(random)),
            });
        }

        return new Filter(conditions);
    }

    private RowSet RandomRows(Random random, Table table, int count)
    {
        var rows = new RowSet(table);
        for (; count > 0; count--)
        {
            var cells = rows.Add();
            var (id, value) = table == Parted ? (_id, _value) : (_looseId, _looseValue);
            cells[id.Ordinal] = Value.Of((long)random.Next(4));
            cells[value.Ordinal] = Number(random);
            if (table == Parted)
            {
                cells[_part.Ordinal] = Part(random);
            }
        }

        return rows;
    }

    private static Value Part(Random random) => Value.Of(random.Next(2) == 0 ? "a" : "b");
}
