using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>The keys of one table in one tier, in order, with how many rows each has. Holds one page.</summary>
internal sealed class KeyStream(TierReader tier, Table table, IReadOnlyList<Ordering> order)
{
    private readonly int _pageRows = PageRows.Of(table);
    private readonly RowOrderComparer _order = new(new Query(table) { Order = order }.TotalOrder);
    private QueryResult? _page;
    private int _next;

    /// <summary>A row of the current key.</summary>
    public Row Current { get; private set; }

    /// <summary>How many rows it has.</summary>
    public int Copies { get; private set; }

    /// <summary>Goes to the next key. False at the end.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (_page is null)
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_next == _page!.Rows.Count)
        {
            return false;
        }

        var previous = Copies == 0 ? (Row?)null : Current;
        Current = _page.Rows[_next++];
        Copies = 1;
        ThrowIfOutOfOrder(previous);
        while (_next < _page.Rows.Count && _order.Compare(_page.Rows[_next], Current) == 0)
        {
            Copies++;
            _next++;
        }

        if (_next == _page.Rows.Count && _page.Next is not null)
        {
            // The next page begins after this key, and would pass over further rows of it.
            var rows = await tier.QueryAsync(new Query(table) { Filter = Filter.Matching(table.Key, Current), Limit = Query.MaxLimit }, cancellationToken).ConfigureAwait(false);
            Copies = Math.Max(Copies, rows.Rows.Count);
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var query = new Query(table) { Order = order, Limit = _pageRows, Cursor = _page?.Next };
        _page = await tier.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        _next = 0;
    }

    // Two streams can only be merged in one order; another one would pass for differences.
    private void ThrowIfOutOfOrder(Row? previous)
    {
        if (previous is { } last && _order.Compare(last, Current) >= 0)
        {
            throw new TierUnavailableException([new(tier.Name, $"gave the rows of {table} out of order: {KeyText.Of(Current)} after {KeyText.Of(last)}")]);
        }
    }
}
