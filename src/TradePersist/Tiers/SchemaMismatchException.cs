namespace TradePersist.Tiers;

/// <summary>A store has tables that do not fit the model. Nothing was changed in them.</summary>
/// <param name="problems">Each problem, as <c>table.column: is A, must be B</c>.</param>
public sealed class SchemaMismatchException(IReadOnlyList<string> problems)
    : TradePersistException($"The store's schema does not fit: {string.Join("; ", problems)}.")
{
    /// <summary>Each problem, as <c>table.column: is A, must be B</c>.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
