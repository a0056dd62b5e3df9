using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>What the quarantined changes of one tier touch: a later change that touches the same must queue behind them, or a retry would overwrite a newer row.</summary>
internal sealed class QuarantineIndex
{
    private readonly Dictionary<Table, TableTouch> _tables = [];

    public void Add(Change change)
    {
        foreach (var operation in change.Operations)
        {
            if (!_tables.TryGetValue(operation.Table, out var touch))
            {
                _tables.Add(operation.Table, touch = new TableTouch(operation.Table));
            }

            touch.Add(operation);
        }
    }

    public bool Touches(Change change) =>
        change.Operations.Any(operation => _tables.TryGetValue(operation.Table, out var touch) && touch.Touches(operation));

    private sealed class TableTouch(Table table)
    {
        private readonly HashSet<Row> _keys = new(new RowKeyComparer(table.Key));

        // Every version of a row, for the filters: a delete may meet only one of them.
        private readonly HashSet<Row> _rows = [];
        private readonly HashSet<Row> _partitions = new(new RowKeyComparer(table.Partition));
        private readonly List<Filter> _filters = [];

        public void Add(Operation operation)
        {
            switch (operation)
            {
                case UpsertOperation upsert:
                    _keys.UnionWith(upsert.Rows);
                    _rows.UnionWith(upsert.Rows);
                    break;
                case ReplaceOperation replace:
                    _partitions.Add(replace.Partition);
                    break;
                case DeleteOperation delete:
                    _filters.Add(delete.Filter);
                    break;
            }
        }

        public bool Touches(Operation operation) => operation switch
        {
            UpsertOperation upsert => upsert.Rows.Any(Touches),
            ReplaceOperation replace => Touches(replace.Partition, replace.Rows),
            DeleteOperation delete => _partitions.Count > 0 || _rows.Any(delete.Filter.Holds),
            _ => true,
        };

        private bool Touches(Row row) =>
            _keys.Contains(row) || (_partitions.Count > 0 && _partitions.Contains(row)) || _filters.Exists(filter => filter.Holds(row));

        private bool Touches(Row partition, RowSet rows)
        {
            var samePartition = new RowKeyComparer(table.Partition);
            return _partitions.Contains(partition) || _keys.Any(row => samePartition.Equals(row, partition)) || rows.Any(Touches);
        }
    }
}
