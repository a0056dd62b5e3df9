using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>A table with a column of every kind, for tests of tiers. Each instance is a declaration of its own.</summary>
internal sealed class KindsTable
{
    public readonly Column Id = Column.Int64("id");
    public readonly Column Int64 = Column.Int64("c_int64", nullable: true);
    public readonly Column Int32 = Column.Int32("c_int32", nullable: true);
    public readonly Column Double = Column.Double("c_double", nullable: true);
    public readonly Column Decimal = Column.Decimal("c_decimal", nullable: true);
    public readonly Column Bool = Column.Bool("c_bool", nullable: true);
    public readonly Column Text = Column.Text("c_text", 64, nullable: true);
    public readonly Column Json = Column.Json("c_json", nullable: true);
    public readonly Column Timestamp = Column.Timestamp("c_timestamp", nullable: true);
    public readonly Column Guid = Column.Guid("c_guid", nullable: true);
    public readonly Column Blob = Column.Blob("c_blob", nullable: true);

    public KindsTable(string name = "kinds")
    {
        Values = [Int64, Int32, Double, Decimal, Bool, Text, Json, Timestamp, Guid, Blob];
        Table = new Table(name, [Id, .. Values], [Id], time: Timestamp, indexes: [new TableIndex(Text, Timestamp), new TableIndex(Int32)]);
    }

    public Table Table { get; }

    /// <summary>Every column but the key.</summary>
    public IReadOnlyList<Column> Values { get; }

    public RowSet Row(long id, params IReadOnlyList<(Column Column, Value Value)> cells)
    {
        var rows = new RowSet(Table);
        Add(rows, id, cells);
        return rows;
    }

    public void Add(RowSet rows, long id, params IReadOnlyList<(Column Column, Value Value)> cells)
    {
        var row = rows.Add();
        row[Id.Ordinal] = Value.Of(id);
        foreach (var (column, value) in cells)
        {
            row[column.Ordinal] = value;
        }
    }

    /// <summary>Rows with ids from 1, every other cell drawn from the edges, NULL among them.</summary>
    public RowSet Random(Random random, int count, Func<Column, IReadOnlyList<Value>>? pool = null)
    {
        var rows = new RowSet(Table, count);
        for (var id = 1; id <= count; id++)
        {
            Add(rows, id, [.. Values.Select(column => (column, Draw(random, pool?.Invoke(column) ?? Edges.Of(column.Kind))))]);
        }

        return rows;
    }

    private static Value Draw(Random random, IReadOnlyList<Value> pool) =>
        random.Next(5) == 0 ? Value.Null : pool[random.Next(pool.Count)];
}
