namespace TradePersist.Tiers;

/// <summary>What a line of a table's file says, after the first.</summary>
internal enum LineKind
{
    /// <summary>A row; it takes the place of an earlier one of the same key.</summary>
    Row,

    /// <summary>The row of a key is gone.</summary>
    Delete,

    /// <summary>The lines before it count.</summary>
    Commit,
}
