using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Some keys that seem to differ, with rows of their own, so that keeping them does not keep the pages they came from.</summary>
internal sealed class KeySlice(Table table)
{
    private readonly RowSet _rows = new(table);
    private readonly List<KeyMatch> _matches = [];

    public IReadOnlyList<KeyMatch> Matches => _matches;

    public void Add(in KeyMatch match) => _matches.Add(match with { Row = Keep(match.Row), Other = Keep(match.Other) });

    private Row? Keep(Row? row)
    {
        if (row is null)
        {
            return null;
        }

        _rows.Add(row.Value);
        return _rows[_rows.Count - 1];
    }
}
