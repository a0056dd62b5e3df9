namespace TradePersist.Model;

/// <summary>What an <see cref="Aggregate"/> computes. There is no mean: core divides an exact sum by a count.</summary>
public enum AggregateFunction
{
    /// <summary>The number of rows; a 64-bit integer, 0 for none.</summary>
    Count,

    /// <summary>The sum of the values that are not NULL; of the column's kind (integers as 64 bits), NULL for none. Decimals exactly.</summary>
    Sum,

    /// <summary>The least value that is not NULL; NULL for none.</summary>
    Min,

    /// <summary>The greatest value that is not NULL; NULL for none.</summary>
    Max,
}
