using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Which rows are repaired together or not at all: those of a partition, which is replaced as a whole, else each alone.</summary>
internal sealed class RepairUnit(Table table)
{
    /// <summary>Tells rows of one unit from those of another.</summary>
    public RowKeyComparer Comparer { get; } = new(table.Partition.Count > 0 ? table.Partition : table.Key);

    /// <summary>How many of the keys, in the order of units, are about one half of them; all when they are one unit.</summary>
    public int HalfOf(IReadOnlyList<KeyMatch> keys)
    {
        var middle = keys.Count / 2;
        for (var distance = 0; distance <= middle; distance++)
        {
            foreach (var end in (ReadOnlySpan<int>)[middle - distance, middle + distance])
            {
                if (end > 0 && end < keys.Count && !Comparer.Equals(keys[end - 1].Key, keys[end].Key))
                {
                    return end;
                }
            }
        }

        return keys.Count;
    }
}
