using TradePersist.Model;

namespace TradePersist.Tests.Support;

/// <summary>Tables of random columns, and random changes of them.</summary>
internal static class RandomTables
{
    private static readonly ColumnKind[] Kinds = Enum.GetValues<ColumnKind>();

    /// <summary>A table with an integer key, sometimes in partitions, and up to so many further columns.</summary>
    public static Table Make(Random random, string name, int columns)
    {
        var part = Column.Text("part", 8);
        var id = Column.Int64("id");
        var rest = Enumerable.Range(0, random.Next(columns + 1)).Select(i => Of(Kinds[random.Next(Kinds.Length)], $"c{i}", random.Next(2) == 0));
        Column[] all = [part, id, .. rest];
        random.Shuffle(all);
        return new Table(name, all, [part, id], random.Next(2) == 0 ? [part] : []);
    }

    public static Column Of(ColumnKind kind, string name, bool nullable) => kind switch
    {
        ColumnKind.Int64 => Column.Int64(name, nullable),
        ColumnKind.Int32 => Column.Int32(name, nullable),
        ColumnKind.Double => Column.Double(name, nullable),
        ColumnKind.Decimal => Column.Decimal(name, nullable),
        ColumnKind.Bool => Column.Bool(name, nullable),
        ColumnKind.Text => Column.Text(name, 100, nullable),
        ColumnKind.Json => Column.Json(name, nullable),
        ColumnKind.Timestamp => Column.Timestamp(name, nullable),
        ColumnKind.Guid => Column.Guid(name, nullable),
        ColumnKind.Blob => Column.Blob(name, nullable),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static Change Change(Random random, IReadOnlyList<Table> tables) =>
        new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Operation(random, tables[random.Next(tables.Count)]))]);

    private static Operation Operation(Random random, Table table)
    {
        switch (random.Next(3))
        {
            case 0:
                return new DeleteOperation(table, new Filter([.. Enumerable.Range(0, random.Next(3)).Select(_ => Condition(random, table))]));
            case 1 when table.Partition.Count > 0:
                var rows = RowsOf(random, table);
                var partition = rows.Count > 0 ? rows[0] : RowsOf(random, table, 1)[0];
                var alike = new RowSet(table);
                foreach (var row in rows)
                {
                    row.Values.CopyTo(alike.Add());
                    foreach (var column in table.Partition)
                    {
                        alike.LastCells[column.Ordinal] = partition[column];
                    }
                }

                return new ReplaceOperation(partition, alike);
            default:
                return new UpsertOperation(RowsOf(random, table));
        }
    }

    private static RowSet RowsOf(Random random, Table table, int? count = null)
    {
        var rows = new RowSet(table);
        for (var i = count ?? random.Next(5); i > 0; i--)
        {
            var cells = rows.Add();
            foreach (var column in table.Columns)
            {
                cells[column.Ordinal] = RandomValues.Of(random, column);
            }
        }

        return rows;
    }

    private static Condition Condition(Random random, Table table)
    {
        var column = table.Columns[random.Next(table.Columns.Count)];
        var comparison = (Comparison)random.Next((int)Comparison.Equal, (int)Comparison.IsNotNull + 1);
        var values = comparison switch
        {
            Comparison.IsNull or Comparison.IsNotNull => 0,
            Comparison.In => random.Next(4),
            _ => 1,
        };
        return new Condition(column, comparison, [.. Enumerable.Range(0, values).Select(_ => RandomValues.Of(random, column))]);
    }
}
