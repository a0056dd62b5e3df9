namespace TradePersist.Model;

/// <summary>The first so many rows of an order, whatever order they come in, each with something attached. Keeps copies of no more rows than that.</summary>
internal sealed class TopRows<T>
{
    private readonly int _count;
    private readonly RowOrderComparer _order;
    private readonly PriorityQueue<T, Row> _lastFirst;

    public TopRows(IReadOnlyList<Ordering> order, int count)
    {
        _count = count;
        _order = new RowOrderComparer(order);
        _lastFirst = new PriorityQueue<T, Row>(Comparer<Row>.Create((x, y) => _order.Compare(y, x)));
    }

    /// <summary>Takes a row in, if it is among the first so far. The caller may then use its storage for the next.</summary>
    public void Offer(Row row, T attached)
    {
        if (_lastFirst.Count < _count)
        {
            _lastFirst.Enqueue(attached, row.Copy());
        }
        else if (_lastFirst.TryPeek(out _, out var last) && _order.Compare(row, last) < 0)
        {
            // The row that drops out lends its storage.
            _lastFirst.Dequeue();
            last.Overwrite(row);
            _lastFirst.Enqueue(attached, last);
        }
    }

    /// <summary>The rows in order. Empties this.</summary>
    public (Row Row, T Attached)[] Take()
    {
        var sorted = new (Row, T)[_lastFirst.Count];
        for (var i = sorted.Length - 1; _lastFirst.TryDequeue(out var attached, out var row); i--)
        {
            sorted[i] = (row, attached);
        }

        return sorted;
    }
}
