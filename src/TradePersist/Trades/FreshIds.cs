namespace TradePersist.Trades;

/// <summary>
/// Ids that were handed out and not yet stored, so that storing their trade needs no look at a tier, even when none
/// can answer. Bounded: the oldest of too many unused ones is forgotten, and then looked up like any other id.
/// </summary>
internal sealed class FreshIds
{
    private const int Capacity = 65_536;

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _unused = [];
    private readonly Queue<Guid> _order = [];

    public void Add(Guid id)
    {
        lock (_gate)
        {
            _unused.Add(id);
            _order.Enqueue(id);
            if (_order.Count > Capacity)
            {
                _unused.Remove(_order.Dequeue());
            }
        }
    }

    public bool Contains(Guid id)
    {
        lock (_gate)
        {
            return _unused.Contains(id);
        }
    }

    public void Remove(Guid id)
    {
        lock (_gate)
        {
            _unused.Remove(id);
        }
    }
}
