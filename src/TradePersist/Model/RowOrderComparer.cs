namespace TradePersist.Model;

/// <summary>Compares rows of one table by an order.</summary>
internal sealed class RowOrderComparer(IReadOnlyList<Ordering> order) : IComparer<Row>
{
    private readonly Ordering[] _order = [.. order];

    public int Compare(Row x, Row y)
    {
        foreach (var ordering in _order)
        {
            var result = Value.Compare(x[ordering.Column], y[ordering.Column]);
            if (result != 0)
            {
                return ordering.Descending ? -result : result;
            }
        }

        return 0;
    }
}
