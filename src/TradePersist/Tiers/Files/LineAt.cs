namespace TradePersist.Tiers;

/// <summary>Where a row's line is, without its line break.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="HasUnknown">Whether it has members that are no columns of the table: a newer program's.</param>
internal readonly record struct LineAt(long Offset, int Length, bool HasUnknown)
{
    public long End => Offset + Length;

    /// <summary>Its bytes in the file.</summary>
    public long StoredBytes => Length + 1L;
}
