namespace TradePersist.Trails;

/// <summary>Which minutes of trails to list. A trail has 15 of them: for one per trail, ask for <c>minute</c> 0.</summary>
public sealed record TrailQuery
{
    /// <summary>The most minutes in one answer.</summary>
    public const int MaxLimit = 10_000;

    /// <summary>Conditions that all hold; none by default.</summary>
    public IReadOnlyList<TrailCondition> Where { get; init; } = [];

    /// <summary>The order; entry and minute break ties. By entry and minute by default.</summary>
    public IReadOnlyList<TrailOrdering> OrderBy { get; init; } = [];

    /// <summary>The most minutes to return, 1 to <see cref="MaxLimit"/>; 100 by default.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the previous answer ended (<see cref="ResultList{T}.Next"/>), with the rest of the query unchanged; null for the first.</summary>
    public string? Cursor { get; init; }
}
