using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>What a batch that does not count yet will do to the index.</summary>
internal sealed class PendingBatch(Table narrow)
{
    private readonly RowSet _rows = new(narrow);
    private readonly List<LineAt?> _lines = [];

    public int Count => _lines.Count;

    /// <summary>A step: the narrow row, and where its line is; no line takes the row of its key away.</summary>
    public (Row Row, LineAt? Line) this[int index] => (_rows[index], _lines[index]);

    /// <summary>Adds a step and returns its cells, which are good until the next.</summary>
    public Span<Value> Add(LineAt? line)
    {
        _lines.Add(line);
        return _rows.Add();
    }
}
