using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>
/// Folds the operations on one table, from the last to the first: what a later operation has settled, an earlier
/// one cannot change.
/// </summary>
internal sealed class TableFold(Table table)
{
    private readonly List<Filter> _deletes = [];
    private readonly List<Filter> _laterFilters = [];
    private readonly List<Row> _upserts = [];
    private readonly HashSet<Row> _settledKeys = new(new RowKeyComparer(table.Key));
    private readonly HashSet<Row> _replacedPartitions = new(new RowKeyComparer(table.Partition));

    public TableBatch Fold(List<Operation> operations)
    {
        for (var i = operations.Count - 1; i >= 0; i--)
        {
            switch (operations[i])
            {
                case UpsertOperation upsert:
                    Upsert(upsert.Rows);
                    break;
                case ReplaceOperation replace:
                    Replace(replace);
                    break;
                case DeleteOperation delete:
                    _laterFilters.Add(delete.Filter);
                    _deletes.Add(delete.Filter);
                    break;
            }
        }

        _upserts.Reverse();
        return new TableBatch(table, _deletes, _upserts);
    }

    private void Upsert(RowSet rows)
    {
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            var row = rows[i];
            if ((_replacedPartitions.Count > 0 && _replacedPartitions.Contains(row)) || !_settledKeys.Add(row))
            {
                continue;
            }

            if (_laterFilters.Exists(filter => filter.Holds(row)))
            {
                // The store may hold an older row of this key that the filter does not match.
                _deletes.Add(Filter.Matching(table.Key, row));
            }
            else
            {
                _upserts.Add(row);
            }
        }
    }

    private void Replace(ReplaceOperation replace)
    {
        if (_replacedPartitions.Contains(replace.Partition))
        {
            return;
        }

        Upsert(replace.Rows);
        _replacedPartitions.Add(replace.Partition);
        _deletes.Add(Filter.Matching(table.Partition, replace.Partition));
    }
}
