namespace TradePersist.Model;

/// <summary>
/// One atomic unit over one or more tables, made of idempotent steps only: replaying any stretch of changes in
/// order leads to the same rows.
/// </summary>
/// <param name="Operations">The steps, in order.</param>
public sealed record Change(params IReadOnlyList<Operation> Operations)
{
    /// <summary>A change that upserts rows.</summary>
    public static Change Upsert(params IReadOnlyList<RowSet> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Change([.. rows.Select(set => new UpsertOperation(set))]);
    }
}
