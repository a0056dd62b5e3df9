namespace TradePersist.Model;

/// <summary>Compares rows of one table by an order.</summary>
internal sealed class RowOrderComparer(IReadOnlyList<Ordering> order) : IComparer<Row>
{
    public int Compare(Row x, Row y)
    {
        foreach (var ordering in order)
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
