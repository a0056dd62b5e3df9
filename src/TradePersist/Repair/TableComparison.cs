namespace TradePersist.Repair;

/// <summary>One table in two tiers.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Whole">All of its rows. While the bot writes, rows that are equal count as they were when they were read.</param>
public sealed record TableComparison(string Table, BucketComparison Whole)
{
    /// <summary>Keys that the tier lacks.</summary>
    public long Missing { get; init; }

    /// <summary>Keys that only the tier has.</summary>
    public long Extra { get; init; }

    /// <summary>Keys with different values.</summary>
    public long Different { get; init; }

    /// <summary>Keys of which one of them has several rows.</summary>
    public long Doubled { get; init; }

    /// <summary>How many buckets there are: by UTC day of the table's time; else by partition; else one.</summary>
    public long Buckets { get; init; }

    /// <summary>How many of them differ.</summary>
    public long BucketsDiffering { get; init; }

    /// <summary>The first 1,000 buckets that differ.</summary>
    public IReadOnlyList<BucketComparison> DifferingBuckets { get; init; } = [];

    /// <summary>The first keys of each kind, as many as <see cref="VerifyOptions.Examples"/> says.</summary>
    public IReadOnlyList<RowDifference> Examples { get; init; } = [];

    /// <summary>How many keys differ.</summary>
    public long Differences => Missing + Extra + Different + Doubled;
}
