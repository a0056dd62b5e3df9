namespace TradePersist.Trails;

/// <summary>What the payload section of a <see cref="TrailGroup"/> looks like.</summary>
public enum TrailShape
{
    /// <summary>A list of records, one per minute; each row takes the first record of its minute.</summary>
    Minutes,

    /// <summary>One object; its values are repeated on every row.</summary>
    Object,

    /// <summary>A list of points in time order; statistics over a field of them are repeated on every row.</summary>
    Series,
}
