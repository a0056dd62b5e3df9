namespace TradePersist.Relational;

/// <summary>How a store stands to the schema.</summary>
/// <param name="Versions">The versions that bring what the store holds, and others that it has applied; by number.</param>
/// <param name="Differences">Where its tables differ from what its versions say, as <c>table.column: is A, must be B</c>.</param>
public sealed record SchemaStatus(IReadOnlyList<MigrationStatus> Versions, IReadOnlyList<string> Differences)
{
    /// <summary>Everything for which the store is not quite the model's, in words: of the versions, then the differences.</summary>
    public IReadOnlyList<string> Problems => [.. Versions.Select(version => version.Problem).OfType<string>(), .. Differences];
}
