using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>Slots of rows by the order of their keys, in blocks of bounded size: a search and an insertion cost little among millions.</summary>
internal sealed class SlotOrder(RowSlots rows)
{
    private const int BlockSlots = 512;

    private readonly List<List<int>> _blocks = [];

    /// <summary>Puts a slot in its place, which is a row's whole key; no other slot may have it.</summary>
    public void Add(int slot, KeyBound place)
    {
        var (number, index) = Search(place);
        if (number == _blocks.Count || (number == _blocks.Count - 1 && index == BlockSlots))
        {
            // Growing at the end leaves full blocks behind.
            _blocks.Add([slot]);
            return;
        }

        var block = _blocks[number];
        block.Insert(index, slot);
        if (block.Count > BlockSlots)
        {
            const int Half = BlockSlots / 2;
            _blocks.Insert(number + 1, block[Half..]);
            block.RemoveRange(Half, block.Count - Half);
        }
    }

    /// <summary>The first slot after a place; -1 when there is none.</summary>
    public int After(KeyBound place)
    {
        var (number, index) = Search(place);
        return number < _blocks.Count && index < _blocks[number].Count ? _blocks[number][index]
            : number + 1 < _blocks.Count ? _blocks[number + 1][0]
            : -1;
    }

    /// <summary>Takes away the slot that <see cref="After"/> finds.</summary>
    public void RemoveAfter(KeyBound place)
    {
        var (number, index) = Search(place);
        if (index == _blocks[number].Count)
        {
            (number, index) = (number + 1, 0);
        }

        _blocks[number].RemoveAt(index);
        if (_blocks[number].Count == 0)
        {
            _blocks.RemoveAt(number);
        }
    }

    public IEnumerable<int> Between(KeyBound lower, KeyBound upper, bool descending)
    {
        var (start, end) = (Search(lower), Search(upper));
        return descending ? Descending(start, end) : Ascending(start, end);
    }

    private IEnumerable<int> Ascending((int Block, int Index) start, (int Block, int Index) end)
    {
        for (var number = start.Block; number <= end.Block && number < _blocks.Count; number++)
        {
            var block = _blocks[number];
            var to = number == end.Block ? end.Index : block.Count;
            for (var i = number == start.Block ? start.Index : 0; i < to; i++)
            {
                yield return block[i];
            }
        }
    }

    private IEnumerable<int> Descending((int Block, int Index) start, (int Block, int Index) end)
    {
        for (var number = Math.Min(end.Block, _blocks.Count - 1); number >= start.Block; number--)
        {
            var block = _blocks[number];
            var from = number == start.Block ? start.Index : 0;
            for (var i = (number == end.Block ? end.Index : block.Count) - 1; i >= from; i--)
            {
                yield return block[i];
            }
        }
    }

    // The last block that begins before the place, and in it the first slot that does not.
    private (int Block, int Index) Search(KeyBound place)
    {
        var (low, high) = (0, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = place.Exceeds(rows.RowAt(_blocks[middle][0])) ? (middle + 1, high) : (low, middle);
        }

        var number = Math.Max(0, low - 1);
        (low, high) = (0, number < _blocks.Count ? _blocks[number].Count : 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = place.Exceeds(rows.RowAt(_blocks[number][middle])) ? (middle + 1, high) : (low, middle);
        }

        return (number, low);
    }
}
