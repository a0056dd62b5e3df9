using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// How a query is answered: which lines have to be read, told from what is held in memory, and in which order. Where
/// that is known beforehand, no more are read than the answer needs.
/// </summary>
internal sealed class QueryPlan
{
    private readonly Query _query;
    private readonly Query? _narrowGroups;
    private readonly Filter _filter;
    private readonly KeyRange _range;
    private readonly IReadOnlyList<Ordering>? _order;
    private readonly RowOrderComparer _comparer;
    private readonly Row? _after;
    private readonly Row? _narrowAfter;
    private readonly bool _isFilterNarrow;
    private readonly bool _isDescending;
    private readonly bool _isKeyOrder;

    public QueryPlan(IndexLayout layout, Query query)
    {
        query.Validate();
        _query = query;
        _after = query.After();
        _filter = layout.Narrow(query.Filter);
        _isFilterNarrow = _filter.Conditions.Count == query.Filter.Conditions.Count;
        _range = KeyRange.Of(layout.Table, _filter);
        _narrowGroups = layout.NarrowGroups(query);
        _order = query.IsGrouped ? null : layout.Narrow(query.TotalOrder);
        _comparer = new RowOrderComparer(_order ?? []);
        _isKeyOrder = _order is not null && IsKeyOrder(layout.Table, _order, _range.Fixed, out _isDescending);
        if (_order is not null && _after is { } after)
        {
            var cells = new Value[layout.Table.Columns.Count];
            layout.Project(after, cells);
            _narrowAfter = new Row(layout.Table, cells, 0);
            _range = _isKeyOrder ? Continued(_range, _narrowAfter.Value, _isDescending) : _range;
        }
    }

    /// <summary>The answer from memory alone; null when lines have to be read.</summary>
    public QueryResult? TryAnswer(LogIndex index)
    {
        if (_narrowGroups is null)
        {
            return null;
        }

        var groups = QueryEvaluator.Evaluate(_narrowGroups, index.Matching(_range, Filter.All).Select(index.RowAt));
        var rows = new RowSet(_query.ResultTable, groups.Rows.Count);
        foreach (var row in groups.Rows)
        {
            row.Values.CopyTo(rows.Add());
        }

        return new QueryResult(rows);
    }

    /// <summary>The lines that have to be read.</summary>
    public IReadOnlyList<LineAt> Select(LogIndex index)
    {
        var slots = index.Matching(_range, _filter, _isDescending).Where(slot => _narrowAfter is not { } after || _comparer.Compare(index.RowAt(slot), after) > 0);
        if (_isKeyOrder)
        {
            return [.. (_isFilterNarrow ? slots.Take(_query.Limit + 1) : slots).Select(index.LineAt)];
        }

        if (_order is not null && _isFilterNarrow)
        {
            var first = new TopRows<LineAt>(_order, _query.Limit + 1);
            foreach (var slot in slots)
            {
                first.Offer(index.RowAt(slot), index.LineAt(slot));
            }

            return [.. first.Take().Select(row => row.Attached)];
        }

        List<LineAt> lines = [.. slots.Select(index.LineAt)];
        lines.Sort(static (x, y) => x.Offset.CompareTo(y.Offset));
        return lines;
    }

    /// <summary>The answer from the rows of the selected lines.</summary>
    public QueryResult Answer(IEnumerable<Row> rows) => QueryEvaluator.Evaluate(
        _query,
        _isKeyOrder ? rows.Where(row => _query.Filter.Holds(row)).Take(_query.Limit + 1) : rows);

    // Within the fixed beginning of the key, the rest of the order is the rest of the key, one way or the other.
    private static bool IsKeyOrder(Table table, IReadOnlyList<Ordering> order, int isFixed, out bool isDescending)
    {
        var key = table.Key.Skip(isFixed).ToList();
        var rest = order.Where(ordering => !table.Key.Take(isFixed).Contains(ordering.Column)).ToList();
        isDescending = rest.Count > 0 && rest[0].Descending;
        var direction = isDescending;
        return rest.Select(ordering => ordering.Column).SequenceEqual(key) && rest.TrueForAll(ordering => ordering.Descending == direction);
    }

    // A cursor may come from a query with another filter; then it says nothing about this stretch of keys.
    private static KeyRange Continued(KeyRange range, Row after, bool descending)
    {
        var start = new KeyBound(range.Lower.Probe, range.Fixed, IsAfter: false);
        if (start.Exceeds(after) || !(start with { IsAfter = true }).Exceeds(after))
        {
            return range;
        }

        var whole = after.Table.Key.Count;
        return descending
            ? range with { Upper = new KeyBound(after, whole, IsAfter: false) }
            : range with { Lower = new KeyBound(after, whole, IsAfter: true) };
    }
}
