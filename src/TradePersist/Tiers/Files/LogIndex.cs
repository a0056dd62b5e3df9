using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// Where the line of each row is, by the order of the keys, with the held columns of the row. In memory; made anew from
/// the file at each opening. One writer; readers keep it out by a lock of their own.
/// </summary>
internal sealed class LogIndex
{
    private readonly Table _narrow;
    private readonly RowSlots _rows;
    private readonly SlotOrder _order;
    private readonly List<LineAt> _lines = [];

    public LogIndex(Table narrow)
    {
        _narrow = narrow;
        _rows = new RowSlots(narrow);
        _order = new SlotOrder(_rows);
    }

    public int Count { get; private set; }

    /// <summary>The bytes of the lines that count.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>How many of the lines have members that are no columns.</summary>
    public int UnknownCount { get; private set; }

    public Row RowAt(int slot) => _rows.RowAt(slot);

    public LineAt LineAt(int slot) => _lines[slot];

    /// <summary>The slot of a key; -1 when there is none.</summary>
    public int Find(Row key)
    {
        var place = PlaceOf(key);
        var slot = _order.After(place);
        return slot >= 0 && !(place with { IsAfter = true }).Exceeds(_rows.RowAt(slot)) ? -1 : slot;
    }

    /// <summary>All slots, in the order of their keys.</summary>
    public IEnumerable<int> Slots() => Matching(KeyRange.Of(_narrow, Filter.All), Filter.All);

    /// <summary>The slots whose rows meet a filter on the narrow table, in the order of their keys.</summary>
    public IEnumerable<int> Matching(KeyRange range, Filter filter, bool descending = false)
    {
        foreach (var slot in _order.Between(range.Lower, range.Upper, descending))
        {
            if (filter.Holds(_rows.RowAt(slot)))
            {
                yield return slot;
            }
        }
    }

    public void Apply(PendingBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var (row, line) = batch[i];
            var slot = Find(row);
            if (line is { } at)
            {
                Put(slot, row, at);
            }
            else if (slot >= 0)
            {
                Remove(slot, row);
            }
        }
    }

    /// <summary>Takes a line to another place, with the same bytes.</summary>
    public void Move(int slot, LineAt line) => _lines[slot] = line;

    private KeyBound PlaceOf(Row key) => new(key, _narrow.Key.Count, IsAfter: false);

    private void Put(int slot, Row row, LineAt line)
    {
        if (slot < 0)
        {
            slot = _rows.Take();
            row.Values.CopyTo(_rows.Cells(slot));
            _order.Add(slot, PlaceOf(row));
            Count++;
            if (slot == _lines.Count)
            {
                _lines.Add(default);
            }
        }
        else
        {
            // The key is the same; the other held columns may not be.
            row.Values.CopyTo(_rows.Cells(slot));
            Forget(_lines[slot]);
        }

        _lines[slot] = line;
        LiveBytes += line.StoredBytes;
        UnknownCount += line.HasUnknown ? 1 : 0;
    }

    private void Remove(int slot, Row key)
    {
        _order.RemoveAfter(PlaceOf(key));
        Forget(_lines[slot]);
        _rows.Give(slot);
        Count--;
    }

    private void Forget(LineAt line)
    {
        LiveBytes -= line.StoredBytes;
        UnknownCount -= line.HasUnknown ? 1 : 0;
    }
}
