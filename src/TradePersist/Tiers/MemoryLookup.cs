using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>What memory knows of a key.</summary>
/// <param name="IsKnown">Whether memory can tell.</param>
/// <param name="Row">The row; null when there is none.</param>
internal readonly record struct MemoryLookup(bool IsKnown, Row? Row)
{
    public static MemoryLookup Unknown => default;

    public static MemoryLookup Absent => new(true, null);

    public static MemoryLookup Found(Row row) => new(true, row);
}
