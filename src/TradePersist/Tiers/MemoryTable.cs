using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// A bounded window of one table's rows, the most recently written ones, in slots that are reused, so that a bulk
/// load allocates no object per row. It remembers the greatest key that it ever let go: a key above that and not
/// here does not exist; any other key that is not here is unknown.
/// </summary>
internal sealed class MemoryTable(Table table, int capacity)
{
    private readonly RowKeyComparer _keys = new(table.Key);
    private readonly Dictionary<Row, int> _slots = new(new RowKeyComparer(table.Key));
    private readonly RowSlots _rows = new(table);
    private readonly LinkedList<int> _byAge = new();
    private readonly List<LinkedListNode<int>> _nodes = [];
    private readonly Lock _lock = new();
    private Row? _forgotten;
    private bool _knowsNothing;

    /// <summary>The most rows that are kept.</summary>
    public int Capacity => capacity;

    /// <summary>Whether every row of the table is here.</summary>
    public bool IsComplete => _forgotten is null && !_knowsNothing;

    /// <summary>Deletes, then upserts, as one step: no reader sees a partition between its old rows and its new ones.</summary>
    public void Apply(IReadOnlyList<Filter> deletes, IReadOnlyList<Row> upserts)
    {
        lock (_lock)
        {
            for (var i = 0; i < deletes.Count; i++)
            {
                Delete(deletes[i]);
            }

            for (var i = 0; i < upserts.Count; i++)
            {
                Upsert(upserts[i]);
            }
        }
    }

    /// <summary>What is known of a key: its row; or, when there is none here, whether it can be elsewhere.</summary>
    public MemoryLookup Find(Row key)
    {
        lock (_lock)
        {
            if (_slots.TryGetValue(key, out var slot))
            {
                return MemoryLookup.Found(_rows.RowAt(slot).Copy());
            }

            var mayBeElsewhere = _knowsNothing || (_forgotten is { } greatest && _keys.Compare(key, greatest) <= 0);
            return mayBeElsewhere ? MemoryLookup.Unknown : MemoryLookup.Absent;
        }
    }

    public QueryResult Evaluate(Query query)
    {
        // Sorted and summed outside the lock: the append path takes it too.
        query.Validate();
        var matching = new RowSet(table);
        bool isComplete;
        lock (_lock)
        {
            foreach (var row in _slots.Keys)
            {
                if (query.Filter.Holds(row))
                {
                    matching.Add(row);
                }
            }

            isComplete = IsComplete;
        }

        return QueryEvaluator.Evaluate(query, matching) with { IsComplete = isComplete };
    }

    /// <summary>Declares that rows with keys up to and including this one may exist elsewhere.</summary>
    public void ForgetUpTo(Row key)
    {
        lock (_lock)
        {
            RaiseForgotten(key);
        }
    }

    /// <summary>Declares that any row may exist elsewhere.</summary>
    public void ForgetAll()
    {
        lock (_lock)
        {
            _knowsNothing = true;
        }
    }

    private void Upsert(Row row)
    {
        if (_slots.TryGetValue(row, out var slot))
        {
            _byAge.Remove(_nodes[slot]);
            row.Values.CopyTo(_rows.Cells(slot));
        }
        else
        {
            slot = TakeSlot();
            row.Values.CopyTo(_rows.Cells(slot));
            _slots.Add(_rows.RowAt(slot), slot);
        }

        _byAge.AddLast(_nodes[slot]);
    }

    private void Delete(Filter filter)
    {
        foreach (var (row, slot) in _slots.Where(pair => filter.Holds(pair.Key)).ToList())
        {
            Remove(row, slot);
        }
    }

    private int TakeSlot()
    {
        if (_slots.Count >= Capacity)
        {
            var oldest = _byAge.First!.Value;
            var row = _rows.RowAt(oldest);
            RaiseForgotten(row);
            Remove(row, oldest);
        }

        var slot = _rows.Take();
        if (slot == _nodes.Count)
        {
            _nodes.Add(new LinkedListNode<int>(slot));
        }

        return slot;
    }

    private void Remove(Row row, int slot)
    {
        _slots.Remove(row);
        _byAge.Remove(_nodes[slot]);
        _rows.Give(slot);
    }

    private void RaiseForgotten(Row key)
    {
        if (_forgotten is not { } greatest || _keys.Compare(key, greatest) > 0)
        {
            _forgotten = key.Copy();
        }
    }
}
