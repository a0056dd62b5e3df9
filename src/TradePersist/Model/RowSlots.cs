namespace TradePersist.Model;

/// <summary>Rows of one table that come and go, in slots that are used again, so that no object is made per row. Not thread-safe.</summary>
internal sealed class RowSlots(Table table)
{
    private const int SlotsPerBlock = 256;

    private readonly List<Value[]> _blocks = [];
    private readonly Stack<int> _free = new();
    private int _count;

    /// <summary>A slot that is free, all NULL. Slots are numbered from 0 without gaps.</summary>
    public int Take()
    {
        if (_free.TryPop(out var free))
        {
            return free;
        }

        if (_count % SlotsPerBlock == 0)
        {
            _blocks.Add(new Value[SlotsPerBlock * table.Columns.Count]);
        }

        return _count++;
    }

    /// <summary>Frees a slot, and what its values hold on to.</summary>
    public void Give(int slot)
    {
        Cells(slot).Clear();
        _free.Push(slot);
    }

    public Row RowAt(int slot) => new(table, _blocks[slot / SlotsPerBlock], slot % SlotsPerBlock * table.Columns.Count);

    public Span<Value> Cells(int slot) =>
        _blocks[slot / SlotsPerBlock].AsSpan(slot % SlotsPerBlock * table.Columns.Count, table.Columns.Count);
}
